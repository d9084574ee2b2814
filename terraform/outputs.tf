output "redirect_uri" {
  description = "To be registered at the OAuth client, under Authorized redirect URIs, letter by letter."
  value       = "${local.base_url}/oauth-callback"
}

output "base_url" {
  description = "The origin under which browsers reach the functions."
  value       = local.base_url
}

output "functions_url" {
  description = "The functions' own origin: what a custom domain has to forward to, and what Cloud Scheduler calls."
  value       = local.functions_url
}

output "setup_page_url" {
  description = "Where administrators connect mailboxes."
  value       = "${local.base_url}/setup-page"
}

output "webhook_url" {
  description = "What Salesforce calls."
  value       = "${local.base_url}/salesforce-webhook"
}

output "function_uris" {
  description = "Each function's own run.app address. For diagnosis only: they share no cookie."
  value       = { for name, function in google_cloudfunctions2_function.functions : name => function.service_config[0].uri }
}

output "service_accounts" {
  description = "What each function runs as."
  value       = { for name, account in google_service_account.functions : name => account.email }
}

output "scheduler_service_account" {
  description = "Whose ID tokens may call token-refresh, label-probe and mail-sync."
  value       = google_service_account.scheduler.email
}

output "build_service_account" {
  description = "What the functions are built as."
  value       = google_service_account.build.email
}

output "deployer_service_account" {
  description = "What cloudbuild.yaml runs as, or null."
  value       = one([for account in google_service_account.deployer : account.email])
}

output "deployer_roles" {
  description = "The roles that whoever applies this needs on the project, and what for."
  value       = local.deployer_roles
}

output "delegated_service_account" {
  description = "The created service account that acts for mailboxes, and its client ID for the Admin console, or null."
  value       = one([for account in google_service_account.mail : { email = account.email, client_id = account.unique_id }])
}

output "delegated_scopes" {
  description = "What to enter as OAuth scopes in the Admin console, by what the mailboxes may do. Saving replaces the list that was there."
  value       = local.delegated_scopes
}

output "gmail_push_topic" {
  description = "The topic that Gmail announces new mail to, or null."
  value       = local.gmail_push_topic
}

output "open_commands" {
  description = "Without grant_all_users: the commands that open the four public functions, after each apply. Otherwise nothing."
  value       = join("", [for command in local.open_commands : "${command}\n"])
}

output "next_commands" {
  description = "What to run after the first apply: create the keyring's first key, without grant_all_users open the public functions, and check all functions."
  value = concat(
    [
      "terraform -chdir=terraform output -raw environment > cloud.env",
      "npm run keys -- init --env cloud.env",
    ],
    local.open_commands,
    ["npm run smoke -- --url ${local.base_url}"],
  )
}

output "environment" {
  description = "The settings of the functions but for their secrets, as a file for npm run keys and npm run vault, with --env."
  value       = join("", [for name, value in local.settings : "${name}=${value}\n"])
}
