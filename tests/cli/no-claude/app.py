from twilio.rest import Client

client = Client()
client.messages.create(body="hello", from_="+1", to="+2")  # not anthropic
