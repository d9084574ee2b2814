# Write-only arguments (`secret_data_wo`) came with Terraform 1.11. The provider is pinned exactly, since
# a new one may plan changes that nobody reviewed.
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

# For the project's number. It is read while planning, so the Resource Manager API must be on already: to
# wait for it here would hide every condition that holds the number from whoever reads the first plan.
data "google_project" "this" {
  project_id = var.project_id
}
