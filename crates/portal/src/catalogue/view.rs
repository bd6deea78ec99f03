//! A procedure as its page shows it.

use super::in_words;
use super::procedure::{Law, Outcome, Procedure, RequiredDocument, StepsOfCase, Way};
use super::words::Channel;
use civic::ProcedureCode;
use web::Page;

/// A procedure as its page shows it.
pub(super) struct View {
    pub(super) code: ProcedureCode,
    pub(super) procedure: Procedure,
    /// How long; empty where nobody said.
    pub(super) limits: String,
    /// What it costs; empty where nobody said.
    pub(super) costs: String,
    pub(super) channels: Vec<ChannelView>,
    pub(super) papers: Vec<PapersView>,
    /// Where to hand it in here; empty for what the levels say.
    pub(super) hand_in: String,
}

/// Everything that is said of one channel.
pub(super) struct ChannelView {
    pub(super) channel: Channel,
    pub(super) ways: Vec<WayView>,
}

/// One way within a channel.
pub(super) struct WayView {
    pub(super) limit: String,
    pub(super) fees: Vec<(String, String)>,
    pub(super) note: String,
}

/// The papers of one case.
pub(super) struct PapersView {
    pub(super) case: String,
    pub(super) items: Vec<PaperView>,
}

/// One paper.
pub(super) struct PaperView {
    pub(super) name: String,
    /// How many originals and copies; empty where nobody said.
    pub(super) count: String,
    pub(super) has_form: bool,
    pub(super) form_url: String,
}

impl View {
    /// A procedure as it is handled here, in words.
    pub(super) fn new(
        page: &Page,
        code: ProcedureCode,
        mut procedure: Procedure,
        hand_in: String,
    ) -> Self {
        let papers = std::mem::take(&mut procedure.dossier).into_iter().map(|papers| PapersView {
            case: papers.case,
            items: papers.items.into_iter().map(|paper| PaperView::new(page, paper)).collect(),
        });
        Self {
            limits: in_words::limits(page, &procedure),
            costs: in_words::costs(page, &procedure),
            channels: channels(page, &procedure),
            papers: papers.filter(|papers| !papers.items.is_empty()).collect(),
            hand_in,
            code,
            procedure,
        }
    }

    /// What one gets.
    pub(super) fn outcomes(&self) -> &[Outcome] {
        &self.procedure.results
    }

    /// The steps by case.
    pub(super) fn steps(&self) -> &[StepsOfCase] {
        &self.procedure.steps
    }

    /// The laws.
    pub(super) fn laws(&self) -> &[Law] {
        &self.procedure.legal_basis
    }

    /// The key of the text that says where to hand it in, by who decides.
    pub(super) fn where_key(&self) -> &'static str {
        use super::words::Level::{Commune, Ministry, Other, Province};
        let decides = |level| self.procedure.levels.contains(&level);
        match (decides(Province), decides(Commune)) {
            (true, true) => "catalogue-where-both",
            (true, false) => "catalogue-where-province",
            (false, true) => "catalogue-where-commune",
            (false, false) if decides(Ministry) && !decides(Other) => "catalogue-where-ministry",
            (false, false) => "catalogue-where-other",
        }
    }
}

impl PaperView {
    fn new(page: &Page, paper: RequiredDocument) -> Self {
        let count =
            |key, number: u32| (number > 0).then(|| page.t1(key, "count", &number).into_owned());
        let counts = [
            count("catalogue-originals", paper.originals),
            count("catalogue-copies", paper.copies),
        ];
        Self {
            count: counts.into_iter().flatten().collect::<Vec<_>>().join(", "),
            has_form: paper.has_form_file || !paper.form_url.is_empty(),
            form_url: paper.form_url,
            name: paper.name,
        }
    }
}

/// What is said of every channel, those alike once.
fn channels(page: &Page, procedure: &Procedure) -> Vec<ChannelView> {
    let of = |channel: &Channel| {
        let mut ways: Vec<&Way> = Vec::new();
        for way in procedure.channels.iter().filter(|way| way.channel == *channel) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        let ways: Vec<WayView> = ways.into_iter().map(|way| WayView::new(page, way)).collect();
        (!ways.is_empty()).then_some(ChannelView { channel: *channel, ways })
    };
    [Channel::Direct, Channel::Online, Channel::Post].iter().filter_map(of).collect()
}

impl WayView {
    fn new(page: &Page, way: &Way) -> Self {
        let fee = |fee: &super::procedure::Fee| (in_words::fee(page, fee), fee.note.clone());
        Self {
            limit: way.time_limit.map(|limit| in_words::limit(page, limit)).unwrap_or_default(),
            fees: way.fees().iter().map(fee).collect(),
            note: way.note.clone(),
        }
    }
}
