//! Where the data are that a command works on: a configuration, or the folder of a demonstration.

use crate::config::Config;
use crate::{Refusal, demo};
use clap::Args;
use std::path::PathBuf;

/// Where the data are.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Place {
    /// The configuration file
    #[arg(long)]
    config: Option<PathBuf>,
    /// The folder of a demonstration
    #[arg(long)]
    data: Option<PathBuf>,
}

impl Place {
    /// The configuration that holds there.
    pub(crate) fn config(&self) -> Result<Config, Refusal> {
        match (&self.config, &self.data) {
            (Some(file), _) => Config::of_file(file),
            (None, Some(folder)) => demo::config_of(folder),
            (None, None) => Err(Refusal("--config or --data is needed".into())),
        }
    }
}
