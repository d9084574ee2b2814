# The effect of each choice.
mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
}

variables {
  project_id          = "example-project"
  bundles             = "./tests/fixtures"
  google_client_id    = "client.apps.googleusercontent.com"
  oauth_client_secret = "not-a-secret"
  webhook_secrets     = "0123456789abcdef0123456789abcdef,fedcba9876543210fedcba9876543210"
  setup_admins        = ["example.com"]
}

run "grants_in_secret_manager" {
  command = plan

  variables {
    grant_vaults = ["secret-manager"]
  }

  assert {
    condition     = keys(google_project_iam_custom_role.grants) == ["creator", "writer"]
    error_message = "The custom roles are missing."
  }

  assert {
    condition     = google_project_iam_member.functions["label-probe/grant-writer"].condition[0].expression == "resource.name.startsWith(\"projects/123456789012/secrets/connector-grant-\")"
    error_message = "A writer of grants reaches other secrets."
  }
}

run "grants_sealed_in_firestore" {
  command = plan

  variables {
    grant_vaults = ["sealed-firestore"]
  }

  assert {
    condition     = length([for name in keys(google_project_iam_member.functions) : name if strcontains(name, "/grant-")]) == 0
    error_message = "Secret Manager is still open to grants."
  }

  assert {
    condition     = local.settings.GRANT_VAULTS == "sealed-firestore"
    error_message = "The functions are not told."
  }
}

run "grants_on_the_move" {
  command = plan

  variables {
    grant_vaults = ["sealed-firestore", "secret-manager"]
  }

  assert {
    condition     = length(google_project_iam_custom_role.grants) == 2 && local.settings.GRANT_VAULTS == "sealed-firestore,secret-manager"
    error_message = "During a migration one of the two cannot be read."
  }
}

run "a_custom_domain" {
  command = plan

  variables {
    base_url = "https://mail.example.com"
  }

  assert {
    condition     = output.redirect_uri == "https://mail.example.com/oauth-callback" && output.setup_page_url == "https://mail.example.com/setup-page"
    error_message = "Browsers are not sent to the domain."
  }

  assert {
    condition     = google_cloud_scheduler_job.jobs["token-refresh-0"].http_target[0].uri == "https://europe-west1-example-project.cloudfunctions.net/token-refresh" && google_cloud_scheduler_job.jobs["token-refresh-0"].http_target[0].oidc_token[0].audience == "https://europe-west1-example-project.cloudfunctions.net/token-refresh"
    error_message = "The scheduler does not call the functions' own origin."
  }

  assert {
    condition     = local.settings.BASE_URL == "https://mail.example.com" && local.settings.SCHEDULER_BASE_URL == "https://europe-west1-example-project.cloudfunctions.net"
    error_message = "The functions do not know both origins."
  }
}

run "four_shards" {
  command = plan

  variables {
    refresh_jobs = 4
  }

  assert {
    condition = [
      for shard in range(4) : base64decode(google_cloud_scheduler_job.jobs["token-refresh-${shard}"].http_target[0].body)
    ] == [for shard in range(4) : "{\"shard\":${shard},\"shards\":4}"]
    error_message = "The shards do not share the mailboxes."
  }

  assert {
    condition     = google_cloudfunctions2_function.functions["token-refresh"].service_config[0].max_instance_count == 8
    error_message = "The shards have no instances to run in."
  }
}

run "an_existing_database" {
  command = plan

  variables {
    create_firestore_database = false
    firestore_database        = "mailboxes"
  }

  assert {
    condition     = length(google_firestore_database.this) == 0 && google_firestore_index.composite["connections/status/address"].database == "mailboxes"
    error_message = "The existing database is not used."
  }

  assert {
    condition     = google_project_iam_member.functions["setup-page/firestore"].condition[0].expression == "resource.name == \"projects/example-project/databases/mailboxes\""
    error_message = "The functions reach another database."
  }
}

run "another_node" {
  command = plan

  variables {
    node_version = "24.20.0"
  }

  assert {
    condition     = alltrue([for function in google_cloudfunctions2_function.functions : function.build_config[0].environment_variables.GOOGLE_NODEJS_VERSION == "24.20.0"])
    error_message = "Google's builder installs another Node."
  }
}

run "gmail_push" {
  command = plan

  variables {
    gmail_push = true
  }

  assert {
    condition     = google_pubsub_topic.gmail_push["created"].name == "connector-gmail-push" && google_pubsub_topic_iam_member.gmail_push["created"].member == "serviceAccount:gmail-api-push@system.gserviceaccount.com" && contains(keys(google_project_service.apis), "pubsub.googleapis.com")
    error_message = "Gmail has no topic, or may not publish."
  }

  assert {
    condition     = google_pubsub_subscription.gmail_push["created"].topic == output.gmail_push_topic && google_pubsub_subscription.gmail_push["created"].ack_deadline_seconds == 60 && google_pubsub_subscription.gmail_push["created"].expiration_policy[0].ttl == "" && google_pubsub_subscription.gmail_push["created"].retry_policy[0].minimum_backoff == "10s" && google_pubsub_subscription.gmail_push["created"].retry_policy[0].maximum_backoff == "600s"
    error_message = "The subscription ends, or pushes again at once."
  }

  assert {
    condition     = google_pubsub_subscription.gmail_push["created"].push_config[0].push_endpoint == google_pubsub_subscription.gmail_push["created"].push_config[0].oidc_token[0].audience
    error_message = "The function would not accept the tokens of the push."
  }

  assert {
    condition     = google_pubsub_subscription.undelivered["created"].expiration_policy[0].ttl == "" && google_pubsub_subscription.gmail_push["created"].dead_letter_policy[0].max_delivery_attempts == 20
    error_message = "What cannot be delivered is lost."
  }
}

run "a_topic_of_the_client_s_project" {
  command = plan

  variables {
    gmail_push       = true
    gmail_push_topic = "projects/client-project/topics/gmail"
  }

  assert {
    condition     = length(google_pubsub_topic.gmail_push) == 0 && google_pubsub_subscription.gmail_push["created"].topic == "projects/client-project/topics/gmail" && google_cloudfunctions2_function.functions["mail-sync"].service_config[0].environment_variables.GMAIL_PUSH_TOPIC == "projects/client-project/topics/gmail"
    error_message = "The other project's topic is not used."
  }
}

run "an_organization_by_settings" {
  command = plan

  variables {
    salesforce_my_domain     = "https://example.my.salesforce.com"
    salesforce_client_id     = "3MVG9.consumer.key"
    salesforce_client_secret = "0123456789abcdef"
  }

  assert {
    condition     = sort([for name, function in google_cloudfunctions2_function.functions : name if contains(function.service_config[0].secret_environment_variables[*].key, "SALESFORCE_CLIENT_SECRET")]) == tolist(["gmail-push", "mail-sync", "salesforce-webhook", "setup-page"])
    error_message = "The secret goes to other functions than those that log in."
  }
}

run "mail_of_many_mailboxes" {
  command = plan

  variables {
    mail_jobs = 4
  }

  assert {
    condition     = [for shard in range(4) : base64decode(google_cloud_scheduler_job.jobs["mail-sync-${shard}"].http_target[0].body)] == [for shard in range(4) : "{\"shard\":${shard},\"shards\":4}"]
    error_message = "The shards do not share the mailboxes."
  }

  assert {
    condition     = google_cloudfunctions2_function.functions["mail-sync"].service_config[0].max_instance_count == 8
    error_message = "The shards have no instances to run in."
  }
}

run "a_service_account_that_terraform_creates" {
  command = plan

  variables {
    create_delegated_service_account = true
  }

  assert {
    condition     = google_service_account.mail["created"].account_id == "connector-mail" && contains(keys(google_project_service.apis), "iamcredentials.googleapis.com")
    error_message = "The account does not exist, or Google cannot sign for it."
  }

  assert {
    condition     = keys(google_service_account_iam_member.signers) == ["gmail-push/created", "label-probe/created", "mail-sync/created", "oauth-callback/created", "salesforce-webhook/created", "setup-page/created", "token-refresh/created"]
    error_message = "A function that gets tokens may not sign, or one that gets none may."
  }
}

run "service_accounts_that_exist" {
  command = plan

  variables {
    delegated_service_accounts = ["mail@other-project.iam.gserviceaccount.com"]
  }

  assert {
    condition     = length(google_service_account.mail) == 0 && output.delegated_service_account == null && contains(keys(google_project_service.apis), "iamcredentials.googleapis.com")
    error_message = "An account is created that nobody asked for, or Google cannot sign."
  }

  assert {
    condition     = google_service_account_iam_member.signers["token-refresh/mail@other-project.iam.gserviceaccount.com"].service_account_id == "projects/-/serviceAccounts/mail@other-project.iam.gserviceaccount.com" && length(google_service_account_iam_member.signers) == 7
    error_message = "The functions may sign as another account."
  }
}

run "without_all_users" {
  command = plan

  variables {
    grant_all_users = false
  }

  assert {
    condition     = length(google_cloud_run_v2_service_iam_member.public) == 0 && length(google_cloud_run_v2_service_iam_member.scheduler) == 3
    error_message = "allUsers is still bound, or the scheduler is not."
  }

  assert {
    condition = slice(output.next_commands, 2, 6) == [
      for name in ["authorization-url", "oauth-callback", "salesforce-webhook", "setup-page"] :
      "gcloud run services update ${name} --project=example-project --region=europe-west1 --no-invoker-iam-check"
    ]
    error_message = "The commands that open the public functions are missing."
  }

  assert {
    condition     = output.open_commands == join("", [for command in slice(output.next_commands, 2, 6) : "${command}\n"])
    error_message = "A shell cannot run the commands that open the public functions."
  }
}

run "somebody_who_is_told" {
  command = plan

  variables {
    notify_url             = "https://hooks.example.com/connector?key=1"
    notify_secrets         = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    notify_secrets_version = 2
  }

  assert {
    condition     = [for name, function in google_cloudfunctions2_function.functions : name if contains(keys(function.service_config[0].environment_variables), "NOTIFY_URL")] == ["token-refresh"]
    error_message = "The URL is not known to token-refresh, or to others too."
  }

  assert {
    condition     = [for name, reader in google_secret_manager_secret_iam_member.functions : name if endswith(name, "/notify-secrets")] == ["token-refresh/notify-secrets"]
    error_message = "The secret is not given to token-refresh, or to others too."
  }

  assert {
    condition     = google_secret_manager_secret_version.settings["NOTIFY_SECRETS"].secret_data_wo_version == 2 && google_secret_manager_secret.secrets["notify-secrets"].secret_id == "connector-notify-secrets"
    error_message = "The secret is not stored."
  }
}

run "a_warm_page_an_alert_and_a_deployer" {
  command = plan

  variables {
    min_instances = { setup-page = 1 }
    alert_emails  = ["oncall@example.com"]
    deployer      = true
  }

  assert {
    condition     = sum([for function in google_cloudfunctions2_function.functions : function.service_config[0].min_instance_count]) == 1
    error_message = "Other functions stay warm too."
  }

  assert {
    condition     = google_monitoring_notification_channel.emails["oncall@example.com"].labels.email_address == "oncall@example.com"
    error_message = "Nobody is told."
  }

  assert {
    condition     = keys(google_project_iam_member.deployer) == keys(output.deployer_roles)
    error_message = "The deployer's roles are not those that are documented."
  }
}
