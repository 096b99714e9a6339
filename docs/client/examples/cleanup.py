# [command]
import datetime, json, os, uuid
from confluent_kafka import Consumer, Producer

BROKER = os.environ.get("BROKER", "localhost:29092")
SOURCE = "urn:ops-bot"


def cleanup(target, idle_minutes, max_terminations, dry_run=True):
    now = datetime.datetime.now(datetime.timezone.utc)
    return {
        "specversion": "1.0", "type": "io.connwarden.command.v1", "source": SOURCE, "id": str(uuid.uuid4()),
        "subject": target, "time": now.isoformat(), "datacontenttype": "application/json",
        "data": {"action": "CLEANUP", "target": target, "idleThresholdMinutes": idle_minutes,
                 "maxTerminations": max_terminations, "dryRun": dry_run, "requestedBy": "ops-bot", "reason": "deploy finished"},
    }


def send(producer, event):
    """Safe to repeat: a command with the same source and id is executed once."""
    producer.produce("connwarden.commands", key=event["subject"], value=json.dumps(event),
                     headers={"content-type": "application/cloudevents+json"})
    producer.flush()
# [/command]


def await_result(event, consumer):
    while True:
        message = consumer.poll(1.0)
        if message is None or message.error():
            continue
        result = json.loads(message.value())["data"]
        if (result.get("commandSource"), result.get("commandId")) == (event["source"], event["id"]):
            return result


consumer = Consumer({"bootstrap.servers": BROKER, "group.id": "ops-bot-" + str(uuid.uuid4()),
                     "auto.offset.reset": "earliest", "enable.auto.commit": False})
consumer.subscribe(["connwarden.results"])
command = cleanup("shop-db", 15, 10)
send(Producer({"bootstrap.servers": BROKER}), command)
result = await_result(command, consumer)
consumer.close()
print(result["outcome"], result["terminatedCount"], result["decision"]["reason"])
