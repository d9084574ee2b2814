locals {
  # A file of its own, so that a test can hold it against the queries of the code.
  indexes = jsondecode(file("${path.module}/firestore-indexes.json"))

  index_fields = {
    for pair in distinct(concat(local.indexes.exempt, local.indexes.ttl)) : join("/", pair) => {
      collection = pair[0]
      field      = pair[1]
      exempt     = contains(local.indexes.exempt, pair)
      expires    = contains(local.indexes.ttl, pair)
    }
  }

  # After the database, when it is ours to create.
  firestore_database = var.create_firestore_database ? google_firestore_database.this["created"].name : var.firestore_database
}

resource "google_firestore_database" "this" {
  for_each = toset(var.create_firestore_database ? ["created"] : [])

  project     = var.project_id
  name        = var.firestore_database
  location_id = var.firestore_location
  type        = "FIRESTORE_NATIVE"
  # Optimistic: a lease is taken by one compare-and-set, and a lost one is simply tried later.
  concurrency_mode                  = "OPTIMISTIC"
  delete_protection_state           = "DELETE_PROTECTION_ENABLED"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  deletion_policy                   = "ABANDON"

  depends_on = [google_project_service.apis]
}

resource "google_firestore_index" "composite" {
  for_each = {
    for index in local.indexes.composite :
    join("/", concat([index.collection], [for field in index.fields : field[0]])) => index
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

# Exempt from the index that every field has: sealed documents, which nobody searches and which would
# only cost, and instants that rise steadily, whose index would bear about 500 writes a second.
resource "google_firestore_field" "fields" {
  for_each = local.index_fields

  project    = var.project_id
  database   = local.firestore_database
  collection = each.value.collection
  field      = each.value.field

  # Empty: no index at all.
  dynamic "index_config" {
    for_each = each.value.exempt ? [true] : []
    content {}
  }

  # Deletes within a day or so of the instant in the field; the code checks the expiry itself.
  dynamic "ttl_config" {
    for_each = each.value.expires ? [true] : []
    content {}
  }
}
