const list = document.querySelector('#items')
const { items } = await (await fetch('/api/items')).json()
for (const { name, prices } of items) {
  const button = document.createElement('button')
  button.textContent = `Order ${name} (€ ${prices.EUR}, $ ${prices.USD})`
  button.addEventListener('click', () => void fetch('/api/orders', { method: 'POST', body: name }))
  list.append(button)
}
