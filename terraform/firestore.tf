locals {
  # In a separate file, so that a test can compare it with the queries of the code.
  indexes = jsondecode(file("${path.module}/firestore-indexes.json"))

  index_fields = {
    for pair in distinct(concat(local.indexes.exempt, local.indexes.ttl)) : join("/", pair) => {
      collection = pair[0]
      field      = pair[1]
      exempt     = contains(local.indexes.exempt, pair)
      expires    = contains(local.indexes.ttl, pair)
    }
  }

  # Depends on the database if this configuration creates it.
  firestore_database = var.create_firestore_database ? google_firestore_database.this["created"].name : var.firestore_database
}

resource "google_firestore_database" "this" {
  for_each = toset(var.create_firestore_database ? ["created"] : [])

  project     = var.project_id
  name        = var.firestore_database
  location_id = coalesce(var.firestore_location, var.region)
  type        = "FIRESTORE_NATIVE"
  # Optimistic: a lease is taken with one compare-and-set, and the loser simply retries later.
  concurrency_mode                  = "OPTIMISTIC"
  delete_protection_state           = "DELETE_PROTECTION_ENABLED"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  deletion_policy                   = "ABANDON"

  depends_on = [google_project_service.apis]
}

# Backups for longer than the 7 days of point-in-time recovery; none for a database that Terraform did not
# create.
resource "google_firestore_backup_schedule" "daily" {
  for_each = toset(var.create_firestore_database && var.backup_days > 0 ? ["daily"] : [])

  project   = var.project_id
  database  = local.firestore_database
  retention = "${var.backup_days * 86400}s"

  daily_recurrence {}

  # Right after the database is created Google answers this call with 403 (terraform-provider-google #21577).
  # Indexes and fields take minutes, so the schedule waits long enough.
  depends_on = [google_firestore_index.composite, google_firestore_field.fields]
}

# An index that another one of the same fields reads backwards has a name: the keys of the others stay as they are, so
# that no apply builds an index anew.
resource "google_firestore_index" "composite" {
  for_each = {
    for index in local.indexes.composite :
    join("/", concat([index.collection], [for field in index.fields : field[0]], try([index.name], []))) => index
  }

  project     = var.project_id
  database    = local.firestore_database
  collection  = each.value.collection
  query_scope = "COLLECTION"

  dynamic "fields" {
    for_each = each.value.fields
    iterator = field

    content {
      field_path = field.value[0]
      order      = field.value[1]
    }
  }
}

# Exempts fields from the index that every field has by default: sealed documents, which no query searches
# and whose index would only cost, and steadily rising timestamps, whose index would limit the collection to
# about 500 writes a second.
resource "google_firestore_field" "fields" {
  for_each = local.index_fields

  project    = var.project_id
  database   = local.firestore_database
  collection = each.value.collection
  field      = each.value.field

  # Empty: no index.
  dynamic "index_config" {
    for_each = each.value.exempt ? [true] : []
    content {}
  }

  # Firestore deletes within about a day after the time in the field; the code checks the expiry itself.
  dynamic "ttl_config" {
    for_each = each.value.expires ? [true] : []
    content {}
  }

  # Created together, indexes and fields contend with each other (409 "cross-transaction contention"), and the
  # provider retries only the indexes.
  depends_on = [google_firestore_index.composite]
}
