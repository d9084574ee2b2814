# Service accounts that act for mailboxes without a key (docs/delegation.md): Google signs in their name, when a
# function that gets tokens asks for it. Keys, where they are used, are added on the setup page, so that none
# passes through Terraform.
resource "google_service_account" "mail" {
  for_each = toset(var.create_delegated_service_account ? ["created"] : [])

  project      = var.project_id
  account_id   = "${var.prefix}-mail"
  display_name = "Connector: acts for mailboxes"
  description  = "Delegated in the Google Admin console, by its client ID. It has no key and no role."

  depends_on = [google_project_service.apis]
}

locals {
  signs_without_key = var.create_delegated_service_account || length(var.delegated_service_accounts) > 0

  delegated_accounts = merge(
    { for account in var.delegated_service_accounts : account => account },
    { for name, account in google_service_account.mail : name => account.email },
  )

  # FUNCTION/ACCOUNT => who may have Google sign as whom. Bound to the account itself: on the project the role
  # would let the functions sign as every service account in it.
  signers = merge([
    for name in keys(local.signing_functions) : {
      for account, email in local.delegated_accounts : "${name}/${account}" => { function = name, email = email }
    }
  ]...)

  # The identity scopes and Gmail's, by what a mailbox may do: the lists to enter in the Admin console.
  gmail_scopes = {
    probe            = ["https://www.googleapis.com/auth/gmail.labels"]
    send             = ["https://www.googleapis.com/auth/gmail.labels", "https://www.googleapis.com/auth/gmail.send"]
    receive_and_send = ["https://www.googleapis.com/auth/gmail.modify"]
    everything       = ["https://mail.google.com/"]
  }
  delegated_scopes = {
    for profile, scopes in local.gmail_scopes :
    profile => join(",", concat(["openid", "https://www.googleapis.com/auth/userinfo.email"], scopes))
  }
}

# Service Account Token Creator is the smallest predefined role that may call signJwt. "Workload Identity User" is
# not enough.
resource "google_service_account_iam_member" "signers" {
  for_each = local.signers

  # The hyphen lets Google find the account's project, which may be another one.
  service_account_id = "projects/-/serviceAccounts/${each.value.email}"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.functions[each.value.function].member
}
