-- Where the first body of a batch meant nothing, the hashes of the others were kept as the text of their base64: such events were not
-- found by their ids, no conflict of them was seen, and they stood in another place among those of the same moment.
UPDATE events SET content_hash = decode(convert_from(content_hash, 'UTF8'), 'base64'),
  event_id_hash = decode(convert_from(event_id_hash, 'UTF8'), 'base64')
WHERE octet_length(content_hash) = 44 AND octet_length(event_id_hash) = 24;
