BROKER=${BROKER:-localhost:29092}

# a command in binary mode: the headers are the event attributes, the value is the data
echo 'shop-db:{"action":"HEALTH","target":"shop-db","requestedBy":"me","reason":"a look"}' \
  | kcat -b $BROKER -t connwarden.commands -P -K: \
      -H ce_specversion=1.0 -H ce_type=io.connwarden.command.v1 -H ce_source=urn:me -H ce_id=try-2 \
      -H ce_subject=shop-db -H content-type=application/json
