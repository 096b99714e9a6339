BROKER=${BROKER:-localhost:29092}
ID=try-$(date +%s)-$$

# the first health event
kcat -b $BROKER -t connwarden.health -C -o beginning -c 1

# a command as a CloudEvent in structured mode: the value is the whole event
printf 'shop-db:{"specversion":"1.0","type":"io.connwarden.command.v1","source":"urn:me","id":"%s","subject":"shop-db","time":"%s","datacontenttype":"application/json","data":{"action":"CLEANUP","target":"shop-db","idleThresholdMinutes":0.05,"maxTerminations":10,"dryRun":true,"requestedBy":"me","reason":"a look"}}\n' "$ID" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
  | kcat -b $BROKER -t connwarden.commands -P -K: -H 'content-type=application/cloudevents+json'

# the result of this command: the selected sessions, the spared sessions and the reasons
until kcat -b $BROKER -t connwarden.results -C -o -100 -e -q | grep "\"commandId\":\"$ID\""; do sleep 1; done
