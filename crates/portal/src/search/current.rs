//! The index as it is now. Who searches while the next one is built uses the one before.

use super::index::Index;
use super::vocabulary::{OURS, Vocabulary};
use crate::catalogue;
use crate::portal::Portal;
use crate::settings::Search;
use ground::Fault;
use ground::fault::Doing;
use std::fs;
use std::sync::{Arc, PoisonError, RwLock};

/// The index as it is now, on this node.
pub struct Current {
    vocabulary: Arc<Vocabulary>,
    built: RwLock<Option<Built>>,
}

#[derive(Clone)]
struct Built {
    generation: u64,
    index: Arc<Index>,
}

impl Current {
    /// Nothing indexed yet. Reads what people say instead.
    ///
    /// # Errors
    /// A file of such words that cannot be read.
    pub fn new(settings: &Search) -> Result<Self, Fault> {
        let mut vocabulary = Vocabulary::default().read(OURS).doing("reading our vocabulary")?;
        if !settings.vocabulary.as_os_str().is_empty() {
            let more = fs::read_to_string(&settings.vocabulary).doing("reading the vocabulary")?;
            vocabulary = vocabulary.read(&more).doing("reading the vocabulary")?;
        }
        Ok(Self { vocabulary: Arc::new(vocabulary), built: RwLock::default() })
    }

    /// Builds the index anew where the catalogue changed since. Says how many procedures it holds
    /// then; none where nothing had changed.
    ///
    /// # Errors
    /// A database that is away: then the index stays as it was.
    pub async fn renew(&self, portal: &Portal) -> Result<Option<usize>, Fault> {
        let reader = portal.store.reader();
        let generation = catalogue::generation(reader).await?;
        if self.built().is_some_and(|built| built.generation == generation) {
            return Ok(None);
        }
        let listed = catalogue::published(reader).await?;
        let vocabulary = Arc::clone(&self.vocabulary);
        let build = move || Index::build(listed, &vocabulary);
        let index = tokio::task::spawn_blocking(build).await.doing("building the index")?;
        let many = index.documents.len();
        let built = Built { generation, index: Arc::new(index) };
        *self.built.write().unwrap_or_else(PoisonError::into_inner) = Some(built);
        Ok(Some(many))
    }

    /// The index, for one search. Where none was built yet, because the database was away when the
    /// program began, it is now.
    ///
    /// # Errors
    /// A database that is away still.
    pub async fn index(&self, portal: &Portal) -> Result<Arc<Index>, Fault> {
        if let Some(built) = self.built() {
            return Ok(built.index);
        }
        self.renew(portal).await?;
        let built = self.built().ok_or(Fault::impossible("an index that was built and is gone"))?;
        Ok(built.index)
    }

    fn built(&self) -> Option<Built> {
        self.built.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
