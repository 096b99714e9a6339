import json, os
from confluent_kafka import Consumer

consumer = Consumer({"bootstrap.servers": os.environ.get("BROKER", "localhost:29092"),
                     "group.id": "ops-dashboard", "auto.offset.reset": "earliest"})
consumer.subscribe(["connwarden.health"])
while True:
    message = consumer.poll(1.0)
    if message is None or message.error():
        continue
    health = json.loads(message.value())["data"]
    print(health["target"], health["status"], health.get("slotUtilizationPercentage"), flush=True)
    if health["status"] == "CRITICAL":
        break
