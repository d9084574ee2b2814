# Write-only arguments (`secret_data_wo`) need Terraform 1.11. The provider is pinned exactly, since another
# version may plan changes that nobody has reviewed.
terraform {
  required_version = ">= 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "6.50.0"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = var.region
}

# Provides the project's number. It is read during the plan, so the Resource Manager API must already be
# enabled: with a dependency on it the first plan could not show the conditions that contain the number.
data "google_project" "this" {
  project_id = var.project_id
}
