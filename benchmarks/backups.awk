# Writes one section of curl's configuration for each request that benchmarks/backups makes: ten lines, the last of them
# "next", after which curl has forgotten everything.
function quoted(text) { gsub(/"/, "\\\"", text); return "\"" text "\"" }
function request(method, path, type, body) {
  print "url = " quoted(root path)
  print "request = " method
  print "header = " quoted("Content-Type: " type)
  print "data = " quoted(body)
  print "output = /dev/null"
  print "write-out = \"%{http_code}\\n\""
  print "cacert = " quoted(keys "/certificate-authority")
  print "cert = " quoted(keys "/client-certificate")
  print "key = " quoted(keys "/client-key")
  print "next"
}
function create(path, body) { request("POST", path, "application/json", body) }
function status(path, body) { request("PATCH", path "/status", "application/merge-patch+json", "{\"status\": {" body "}}") }
function when(i, minute) { return sprintf("2026-%02d-%02dT%02d:%02d:00Z", 1 + int(i / 28) % 12, 1 + i % 28, i % 24, minute) }
function condition(type, reason, message, time) {
  return "{\"type\": \"" type "\", \"status\": \"True\", \"reason\": \"" reason "\", \"message\": \"" message \
    "\", \"observedGeneration\": 1, \"lastTransitionTime\": \"" time "\"}"
}
function backup(i) { return sprintf("nightly-%d-%05d", i % databases, i) }
function database(i) { return sprintf("orders-%d", i % databases) }

BEGIN {
  base = "{\"apiVersion\": \"db.isotoma.com/v1alpha1\", \"kind\": "
  for (i = 0; i < count; i++) {
    if (what == "databases") {
      create("/databases", base "\"Database\", \"metadata\": {\"name\": \"" database(i) "\"}, \"spec\": {" \
        "\"driver\": \"postgresql\", \"connect\": {\"host\": \"db.example.com\", \"port\": 5432}, \"credentials\":" \
        " {\"username\": {\"value\": \"admin\"}, \"password\": {\"value\": \"secret\"}}, \"deletionPolicy\": \"Delete\"}}")
    } else if (what == "databases-status") {
      status("/databases/" database(i), "\"phase\": \"Created\", \"observedGeneration\": 1, \"databaseName\": \"team__" \
        database(i) "\", \"username\": \"team__" database(i) "\", \"conditions\": [" \
        condition("Ready", "Created", "The database is there", when(i, 0)) "]")
    } else if (what == "backups") {
      create("/backups", base "\"Backup\", \"metadata\": {\"name\": \"" backup(i) "\", \"labels\": {\"db.isotoma.com/schedule\":" \
        " \"nightly-" i % databases "\", \"retention.db.isotoma.com/daily\": \"" substr(when(i, 0), 1, 10) "\"}, \"annotations\":" \
        " {\"db.isotoma.com/scheduled-at\": \"" when(i, 0) "\"}}, \"spec\": {\"database\": \"" database(i) "\"}}")
    } else {
      sum = sprintf("%08x%08x%08x%08x%08x%08x%08x%08x", i, i * 3, i * 5, i * 7, i * 11, i * 13, i * 17, i * 19)
      url = "s3://backups/production/team/" database(i) "/20261121T030000Z-" backup(i) "-" substr(sum, 1, 8) ".dump.zst"
      status("/backups/" backup(i), "\"phase\": \"Completed\", \"observedGeneration\": 1, \"destination\": \"" url "\"," \
        " \"copies\": [{\"destination\": \"" url "\", \"phase\": \"Completed\", \"sizeBytes\": " 1000000 + i ", \"sha256\": \"" sum "\"}]," \
        " \"progress\": \"1.2 GB dumped, 312 MB stored, 25 MB/s\", \"progressPercent\": 100, \"bytesPerSecond\": 25000000," \
        " \"startedAt\": \"" when(i, 0) "\", \"completedAt\": \"" when(i, 7) "\", \"sizeBytes\": " 1000000 + i ", \"sha256\": \"" sum "\"," \
        " \"driver\": \"postgresql\", \"serverVersion\": \"PostgreSQL 18.1 (Debian 18.1-1)\", \"attempts\": 1," \
        " \"message\": \"Stored and checked\", \"conditions\": [" condition("Complete", "BackupSucceeded", "Stored and checked", when(i, 7)) "," \
        condition("Verified", "Restorable", "Restored beside the database in use, and counted: 1200345 rows in 41 tables", when(i, 9)) "]," \
        " \"verification\": {\"request\": \"spec\", \"result\": \"Passed\", \"startedAt\": \"" when(i, 8) "\", \"completedAt\": \"" when(i, 9) "\"," \
        " \"tables\": 41, \"rows\": 1200345, \"message\": \"Restored beside the database in use, and counted: 1200345 rows in 41 tables\"}")
    }
  }
}
