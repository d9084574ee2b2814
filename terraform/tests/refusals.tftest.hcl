# Each invalid value is refused before anything is planned.
mock_provider "google" {}

variables {
  project_id          = "example-project"
  bundles             = "./tests/fixtures"
  google_client_id    = "client.apps.googleusercontent.com"
  oauth_client_secret = "not-a-secret"
  webhook_secrets     = "0123456789abcdef0123456789abcdef"
  setup_admins        = ["example.com"]
}

run "a_project_s_name_for_its_id" {
  command = plan

  variables {
    project_id = "Example Project"
  }

  expect_failures = [var.project_id]
}

run "a_project_s_number_for_its_id" {
  command = plan

  variables {
    project_id = "123456789012"
  }

  expect_failures = [var.project_id]
}

run "a_zone_for_a_region" {
  command = plan

  variables {
    region = "europe-west1-b"
  }

  expect_failures = [var.region]
}

run "a_prefix_that_is_too_long" {
  command = plan

  variables {
    prefix = "a-prefix-of-twenty-one"
  }

  expect_failures = [var.prefix]
}

run "a_prefix_that_reaches_other_grants" {
  command = plan

  variables {
    prefix = "connector-grant"
  }

  expect_failures = [var.prefix]
}

run "a_prefix_that_reaches_other_signing_keys" {
  command = plan

  variables {
    prefix = "mail-signing-key"
  }

  expect_failures = [var.prefix]
}

run "a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "mail" }
  }

  expect_failures = [var.labels]
}

run "bundles_with_a_slash" {
  command = plan

  variables {
    bundles = "./tests/fixtures/"
  }

  expect_failures = [var.bundles]
}

run "a_base_url_without_tls" {
  command = plan

  variables {
    base_url = "http://mail.example.com"
  }

  expect_failures = [var.base_url]
}

run "a_base_url_with_a_slash" {
  command = plan

  variables {
    base_url = "https://mail.example.com/"
  }

  expect_failures = [var.base_url]
}

run "a_client_of_another_kind" {
  command = plan

  variables {
    google_client_id = "client"
  }

  expect_failures = [var.google_client_id]
}

run "an_empty_client_secret" {
  command = plan

  variables {
    oauth_client_secret = ""
  }

  expect_failures = [var.oauth_client_secret]
}

run "half_a_version" {
  command = plan

  variables {
    oauth_client_secret_version = 1.5
  }

  expect_failures = [var.oauth_client_secret_version]
}

run "a_short_webhook_secret" {
  command = plan

  variables {
    webhook_secrets = "short"
  }

  expect_failures = [var.webhook_secrets]
}

run "three_webhook_secrets" {
  command = plan

  variables {
    webhook_secrets = "0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef"
  }

  expect_failures = [var.webhook_secrets]
}

run "a_version_before_the_first" {
  command = plan

  variables {
    webhook_secrets_version = 0
  }

  expect_failures = [var.webhook_secrets_version]
}

run "a_receiver_without_tls" {
  command = plan

  variables {
    notify_url     = "http://hooks.example.com/"
    notify_secrets = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
  }

  expect_failures = [var.notify_url]
}

run "a_receiver_with_a_password" {
  command = plan

  variables {
    notify_url     = "https://user:password@hooks.example.com/"
    notify_secrets = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
  }

  expect_failures = [var.notify_url]
}

run "a_receiver_without_a_secret" {
  command = plan

  variables {
    notify_url = "https://hooks.example.com/"
  }

  expect_failures = [var.notify_secrets]
}

run "a_secret_of_another_kind" {
  command = plan

  variables {
    notify_url     = "https://hooks.example.com/"
    notify_secrets = "0123456789abcdef0123456789abcdef"
  }

  expect_failures = [var.notify_secrets]
}

run "half_a_version_of_the_notices_secret" {
  command = plan

  variables {
    notify_secrets_version = 1.5
  }

  expect_failures = [var.notify_secrets_version]
}

run "no_administrators" {
  command = plan

  variables {
    setup_admins = []
  }

  expect_failures = [var.setup_admins]
}

run "everyone_as_administrator" {
  command = plan

  variables {
    setup_admins = ["everyone"]
  }

  expect_failures = [var.setup_admins]
}

run "an_unknown_vault" {
  command = plan

  variables {
    grant_vaults = ["vault"]
  }

  expect_failures = [var.grant_vaults]
}

run "a_vault_twice" {
  command = plan

  variables {
    grant_vaults = ["secret-manager", "secret-manager"]
  }

  expect_failures = [var.grant_vaults]
}

run "no_vault" {
  command = plan

  variables {
    grant_vaults = []
  }

  expect_failures = [var.grant_vaults]
}

run "a_person_who_acts_for_mailboxes" {
  command = plan

  variables {
    delegated_service_accounts = ["admin@example.com"]
  }

  expect_failures = [var.delegated_service_accounts]
}

run "a_client_id_for_a_service_account" {
  command = plan

  variables {
    delegated_service_accounts = ["123456789012345678901"]
  }

  expect_failures = [var.delegated_service_accounts]
}

run "the_created_service_account_a_second_time" {
  command = plan

  variables {
    create_delegated_service_account = true
    delegated_service_accounts       = ["connector-mail@example-project.iam.gserviceaccount.com"]
  }

  expect_failures = [var.delegated_service_accounts]
}

run "a_database_in_capitals" {
  command = plan

  variables {
    firestore_database = "Mail"
  }

  expect_failures = [var.firestore_database]
}

run "a_continent_for_a_location" {
  command = plan

  variables {
    firestore_location = "europe"
  }

  expect_failures = [var.firestore_location]
}

run "backups_for_longer_than_firestore_keeps_them" {
  command = plan

  variables {
    backup_days = 99
  }

  expect_failures = [var.backup_days]
}

run "no_refreshing" {
  command = plan

  variables {
    refresh_jobs = 0
  }

  expect_failures = [var.refresh_jobs]
}

run "more_than_eight_shards" {
  command = plan

  variables {
    refresh_jobs = 9
  }

  expect_failures = [var.refresh_jobs]
}

run "no_shard_of_mail" {
  command = plan

  variables {
    mail_jobs = 0
  }

  expect_failures = [var.mail_jobs]
}

run "a_topic_by_its_short_name" {
  command = plan

  variables {
    gmail_push       = true
    gmail_push_topic = "gmail"
  }

  expect_failures = [var.gmail_push_topic]
}

run "a_topic_that_nothing_reads" {
  command = plan

  variables {
    gmail_push_topic = "projects/client-project/topics/gmail"
  }

  expect_failures = [var.gmail_push_topic]
}

run "an_organization_by_the_login_page_of_all" {
  command = plan

  variables {
    salesforce_my_domain     = "https://login.salesforce.com"
    salesforce_client_id     = "3MVG9.consumer.key"
    salesforce_client_secret = "0123456789abcdef"
  }

  expect_failures = [var.salesforce_my_domain]
}

run "an_organization_without_its_app" {
  command = plan

  variables {
    salesforce_my_domain     = "https://example.my.salesforce.com"
    salesforce_client_secret = "0123456789abcdef"
  }

  expect_failures = [var.salesforce_my_domain]
}

run "an_organization_without_its_secret" {
  command = plan

  variables {
    salesforce_my_domain = "https://example.my.salesforce.com"
    salesforce_client_id = "3MVG9.consumer.key"
  }

  expect_failures = [var.salesforce_client_secret]
}

run "a_warm_function_that_is_none" {
  command = plan

  variables {
    min_instances = { setup = 1 }
  }

  expect_failures = [var.min_instances]
}

run "a_prefix_that_ends_like_another_s_organizations" {
  command = plan

  variables {
    prefix = "a-org-b"
  }

  expect_failures = [var.prefix]
}

run "a_prefix_that_ends_like_another_s_callers" {
  command = plan

  variables {
    prefix = "a-caller-b"
  }

  expect_failures = [var.prefix]
}

run "too_many_warm_instances" {
  command = plan

  variables {
    min_instances = { setup-page = 6 }
  }

  expect_failures = [var.min_instances]
}

run "another_major_version_of_node" {
  command = plan

  variables {
    node_version = "26.1.0"
  }

  expect_failures = [var.node_version]
}

run "a_log_that_the_alerts_cannot_see" {
  command = plan

  variables {
    log_level = "error"
  }

  expect_failures = [var.log_level]
}

run "an_address_that_is_none" {
  command = plan

  variables {
    alert_emails = ["oncall"]
  }

  expect_failures = [var.alert_emails]
}
