locals {
  manifest = jsondecode(file("${var.bundles}/manifest.json"))
}

# The archives that the functions are built from. They can be built again, so deleted ones are not kept.
resource "google_storage_bucket" "source" {
  project                     = var.project_id
  name                        = "${var.project_id}-${var.prefix}-source"
  location                    = var.region
  labels                      = local.labels
  force_destroy               = true
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  soft_delete_policy {
    retention_duration_seconds = 0
  }

  depends_on = [google_project_service.apis]
}

# Named after the digest of its code: changed code gives a new name and so a deployment, unchanged code
# neither. The bytes of the archive cannot serve for that: its code cache differs with each build.
resource "google_storage_bucket_object" "archives" {
  for_each = local.functions

  bucket = google_storage_bucket.source.name
  name   = "${each.key}-${local.manifest.functions[each.key].md5}.zip"
  source = "${var.bundles}/${local.manifest.functions[each.key].archive}"

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [detect_md5hash, source]
  }
}

# A separate repository, so that old images can be deleted: Cloud Run keeps a copy of the image that it
# serves, and an image costs 0.10 USD per gigabyte and month.
resource "google_artifact_registry_repository" "functions" {
  project                = var.project_id
  location               = var.region
  repository_id          = "${var.prefix}-functions"
  description            = "Images of the connector's functions"
  format                 = "DOCKER"
  labels                 = local.labels
  cleanup_policy_dry_run = false

  # A policy that keeps images takes precedence over one that deletes them.
  cleanup_policies {
    id     = "keep-the-newest"
    action = "KEEP"

    most_recent_versions {
      keep_count = 3
    }
  }

  cleanup_policies {
    id     = "delete-the-rest"
    action = "DELETE"

    condition {
      tag_state  = "ANY"
      older_than = "604800s"
    }
  }

  depends_on = [google_project_service.apis]
}
