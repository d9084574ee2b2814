locals {
  # The settings that are secrets: the secret, and the version of its value.
  secret_settings = merge(
    {
      GOOGLE_CLIENT_SECRET       = { secret = "oauth-client-secret", version = var.oauth_client_secret_version }
      SALESFORCE_WEBHOOK_SECRETS = { secret = "webhook-secrets", version = var.webhook_secrets_version }
    },
    var.notify_url == null ? {} : {
      NOTIFY_SECRETS = { secret = "notify-secrets", version = var.notify_secrets_version }
    },
    var.salesforce_my_domain == null ? {} : {
      SALESFORCE_CLIENT_SECRET = { secret = "salesforce-client-secret", version = var.salesforce_client_secret_version }
    },
  )
  # For the functions that log in to the organization.
  org_secret_settings = var.salesforce_my_domain == null ? [] : ["SALESFORCE_CLIENT_SECRET"]

  # The secrets that Terraform creates. The functions create those of grants, PREFIX-grant-*, and the setup page
  # those of signing keys, PREFIX-signing-key-*, of organizations, PREFIX-org-*, and of callers, PREFIX-caller-*.
  secrets = toset(concat(["keyring"], [for setting in local.secret_settings : setting.secret]))

  # Separate from their names: ephemeral values must not determine which resources exist.
  secret_values = {
    GOOGLE_CLIENT_SECRET       = var.oauth_client_secret
    SALESFORCE_WEBHOOK_SECRETS = var.webhook_secrets
    NOTIFY_SECRETS             = var.notify_secrets
    SALESFORCE_CLIENT_SECRET   = var.salesforce_client_secret
  }
}

resource "google_secret_manager_secret" "secrets" {
  for_each = local.secrets

  project   = var.project_id
  secret_id = "${var.prefix}-${each.key}"
  labels    = local.labels
  # Without the keyring no sealed data can ever be opened. `npm run keys -- init` makes its versions, so that
  # no key passes through Terraform.
  deletion_protection = each.key == "keyring"
  # For a week a version of the keys that was destroyed by mistake can be restored.
  version_destroy_ttl = each.key == "keyring" ? "604800s" : null

  replication {
    auto {}
  }

  depends_on = [google_project_service.apis]
}

# Write-only: the values are in neither the plan nor the state. A new version is a new resource. The previous
# version is disabled only after the functions use the new one; destroy it by hand to stop paying for it.
resource "google_secret_manager_secret_version" "settings" {
  for_each = local.secret_settings

  secret                 = google_secret_manager_secret.secrets[each.value.secret].id
  secret_data_wo         = local.secret_values[each.key]
  secret_data_wo_version = each.value.version
  deletion_policy        = "DISABLE"

  lifecycle {
    create_before_destroy = true
  }
}
