//! What every checked value shares: a `Debug` that shows nothing, serde only through `parse`.

/// Implements `Debug` (the type's name alone), `Serialize` and `Deserialize` for a type, given how
/// it is written and how it is read back.
macro_rules! through_the_door {
    ($name:ident, $write:expr, $read:expr) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let write: fn(&$name) -> String = $write;
                to.serialize_str(&write(self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                $read(text.as_str()).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Gives a refusal its English sentence, for an API answer; pages translate the variant instead.
macro_rules! says {
    ($name:ident, $($variant:pat => $sentence:literal),+ $(,)?) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(match self { $($variant => $sentence),+ })
            }
        }

        impl std::error::Error for $name {}
    };
}

pub(crate) use {says, through_the_door};
