"""Pushes an image through the API alone and fetches it again, as a user of boto3 would."""
import base64, hashlib, json, sys, urllib.request
import boto3
from botocore.exceptions import ClientError

endpoint, name = sys.argv[1:]
ecr = boto3.client('ecr', region_name='us-east-1', endpoint_url=endpoint,
                   aws_access_key_id='test', aws_secret_access_key='test')
digest = lambda data: 'sha256:' + hashlib.sha256(data).hexdigest()

def upload(data):
    upload_id = ecr.initiate_layer_upload(repositoryName=name)['uploadId']
    ecr.upload_layer_part(repositoryName=name, uploadId=upload_id, partFirstByte=0,
                          partLastByte=len(data) - 1, layerPartBlob=data)
    ecr.complete_layer_upload(repositoryName=name, uploadId=upload_id, layerDigests=[digest(data)])
    return {'digest': digest(data), 'size': len(data)}

try:
    ecr.describe_images(repositoryName=name)
except ClientError as error:
    refused = str(error)
uri = ecr.create_repository(repositoryName=name)['repository']['repositoryUri']
oci = 'application/vnd.oci.image.'
manifest = json.dumps({
    'schemaVersion': 2, 'mediaType': oci + 'manifest.v1+json',
    'config': {'mediaType': oci + 'config.v1+json', **upload(b'{}')},
    'layers': [{'mediaType': oci + 'layer.v1.tar', **upload(b'layer' * 1000)}],
})
ecr.put_image(repositoryName=name, imageManifest=manifest, imageTag='v1')
pages = ecr.get_paginator('describe_images').paginate(repositoryName=name)
image = [image for page in pages for image in page['imageDetails']][0]
url = ecr.get_download_url_for_layer(repositoryName=name, layerDigest=digest(b'layer' * 1000))
token = ecr.get_authorization_token()['authorizationData'][0]
print(json.dumps({
    'refused': refused, 'uri': uri, 'tags': image['imageTags'],
    'same': image['imageDigest'] == digest(manifest.encode()),
    'pushed': image['imagePushedAt'].year, 'size': image['imageSizeInBytes'],
    'fetched': urllib.request.urlopen(url['downloadUrl']).read() == b'layer' * 1000,
    'user': base64.b64decode(token['authorizationToken']).decode().split(':')[0],
}))
