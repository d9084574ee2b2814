# The plan with only the required variables. Everything is mocked: no credentials, no network.
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
  webhook_secrets     = "0123456789abcdef0123456789abcdef"
  setup_admins        = ["admin@example.com", "example.com"]
}

run "one_function_for_each_bundle" {
  command = plan

  assert {
    condition     = keys(google_cloudfunctions2_function.functions) == keys(jsondecode(file("./tests/fixtures/manifest.json")).functions)
    error_message = "The functions are not those of the manifest."
  }

  assert {
    condition     = alltrue([for name, function in google_cloudfunctions2_function.functions : function.name == name && function.build_config[0].entry_point == "main"])
    error_message = "A function has another name, or an entry point that its bundle does not export."
  }

  assert {
    condition     = alltrue([for function in google_cloudfunctions2_function.functions : function.service_config[0].min_instance_count == 0])
    error_message = "An instance stays warm, and is paid for, that nobody asked for."
  }

  assert {
    condition     = google_storage_bucket_object.archives["setup-page"].name == "setup-page-885b35d175b5f83683dacdb8363590e4.zip"
    error_message = "An archive is not named after its code."
  }
}

run "one_origin" {
  command = plan

  assert {
    condition     = output.redirect_uri == "https://europe-west1-example-project.cloudfunctions.net/oauth-callback"
    error_message = "The redirect URI is ${output.redirect_uri}"
  }

  assert {
    condition     = google_cloudfunctions2_function.functions["setup-page"].service_config[0].environment_variables.BASE_URL == output.functions_url
    error_message = "BASE_URL is not the functions' own origin."
  }

  assert {
    condition     = local.settings.SETUP_ADMINS == "admin@example.com,example.com" && !contains(keys(local.settings), "SCHEDULER_BASE_URL")
    error_message = "The settings are not what was said."
  }
}

run "one_shard" {
  command = plan

  assert {
    condition     = keys(google_cloud_scheduler_job.jobs) == ["label-probe", "mail-sync-0", "token-refresh-0"]
    error_message = "There is more than one job for refreshing, or for mail."
  }

  assert {
    condition     = base64decode(google_cloud_scheduler_job.jobs["token-refresh-0"].http_target[0].body) == "{\"shard\":0,\"shards\":1}"
    error_message = "The one job does not take all mailboxes."
  }

  assert {
    condition     = google_cloud_scheduler_job.jobs["label-probe"].schedule == "*/5 * * * *" && google_cloud_scheduler_job.jobs["label-probe"].http_target[0].body == null
    error_message = "The probe does not look every five minutes, or not at every mailbox."
  }
}

run "a_protected_database" {
  command = plan

  assert {
    condition     = google_firestore_database.this["created"].name == "(default)" && google_firestore_database.this["created"].delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.this["created"].point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "The database can be lost."
  }

  assert {
    condition     = google_firestore_backup_schedule.daily["daily"].retention == "1209600s" && google_firestore_database.this["created"].location_id == var.region
    error_message = "It is not backed up, or is somewhere else than the functions."
  }

  assert {
    condition = keys(google_firestore_index.composite) == [
      "authorizationRequests/answeredAt/expiresAt",
      "connections/domain/address",
      "connections/domain/address/backwards",
      "connections/health/address",
      "connections/health/address/backwards",
      "connections/shard/probeDueAt",
      "connections/shard/refreshDueAt",
      "connections/status/address",
      "connections/status/address/backwards",
      "connections/trouble/address",
      "connections/trouble/address/backwards",
      "events/address/at",
      "events/address/at/backwards",
      "events/by/at",
      "events/by/at/backwards",
      "events/connectionId/at",
      "events/connectionId/at/backwards",
      "events/kind/at",
      "events/kind/at/backwards",
      "intakes/shard/dueAt",
      "mailEntries/connectionId/heldId",
      "mailEntries/connectionId/isOpen/messageId",
      "mailEntries/connectionId/messageId",
      "mailEntries/connectionId/state/arrived",
      "mailEntries/state/arrived",
      "sends/shard/dueAt",
    ]
    error_message = "The composite indexes are not those of the file."
  }

  assert {
    condition     = [for name, field in google_firestore_field.fields : name if length(field.ttl_config) == 1] == ["authorizationRequests/deleteAt", "events/deleteAt", "mailEntries/deleteAt", "records/deleteAt", "sends/deleteAt"]
    error_message = "TTL is not on each deleteAt, and on nothing else."
  }
}

run "what_organization_policies_refuse_is_created_only_where_needed" {
  command = plan

  assert {
    condition     = length(google_pubsub_topic.gmail_push) == 0 && length(google_pubsub_topic_iam_member.gmail_push) == 0 && length(google_pubsub_subscription.gmail_push) == 0 && length(google_service_account.pusher) == 0 && output.gmail_push_topic == null && !contains(keys(google_project_service.apis), "pubsub.googleapis.com")
    error_message = "Gmail may publish, though nothing reads its notifications."
  }

  assert {
    condition     = keys(google_cloud_run_v2_service_iam_member.public) == ["authorization-url", "oauth-callback", "salesforce-webhook", "setup-page"] && keys(google_cloud_run_v2_service_iam_member.scheduler) == ["label-probe", "mail-sync", "token-refresh"]
    error_message = "The public functions and those of the scheduler are not separate."
  }

  assert {
    condition     = strcontains(google_logging_project_exclusion.outbound_requests.filter, "httpRequest.requestUrl:\"/outbound/\"")
    error_message = "The keys of Outbound Messages are kept in Cloud Run's log."
  }

  assert {
    condition     = length(output.next_commands) == 3 && output.open_commands == ""
    error_message = "A command is printed that the defaults do not need."
  }
}

run "nobody_signs_as_a_service_account_unasked" {
  command = plan

  assert {
    condition     = length(google_service_account.mail) == 0 && length(google_service_account_iam_member.signers) == 0 && !contains(keys(google_project_service.apis), "iamcredentials.googleapis.com")
    error_message = "A function may sign as a service account that nobody named."
  }

  assert {
    condition     = [for name in keys(google_project_iam_member.functions) : name if strcontains(name, "signing-key-")] == ["gmail-push/signing-key-reader", "label-probe/signing-key-reader", "mail-sync/signing-key-reader", "oauth-callback/signing-key-reader", "salesforce-webhook/signing-key-reader", "setup-page/signing-key-creator", "setup-page/signing-key-writer", "token-refresh/signing-key-reader"]
    error_message = "Keys that are added on the setup page cannot be stored or read, or another function may."
  }
}

run "nobody_is_told_and_nobody_deploys_unasked" {
  command = plan

  assert {
    condition     = keys(google_secret_manager_secret.secrets) == ["keyring", "oauth-client-secret", "webhook-secrets"] && length(google_monitoring_notification_channel.emails) == 0 && length(google_service_account.deployer) == 0 && length(google_project_iam_member.deployer) == 0
    error_message = "Somebody was added whom nobody named."
  }
}
