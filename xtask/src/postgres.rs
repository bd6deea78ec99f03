//! A throw-away PostgreSQL cluster for one test run: made in a temporary folder, never
//! synced to disk, on a free port of the loopback, gone with the process that started it.
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::run;

/// The server's keeper, a shell that is told folder of programs, port, and by its standard
/// input the password. It holds the server until that input closes: that happens however
/// this process ends, so no server is left behind, and no signal needs catching here.
const KEEPER: &str = r#"
trap '' INT TERM HUP
bin=$1 port=$2
read -r password
folder=$(mktemp -d /tmp/motcua-test-postgres.XXXXXX) || exit 1
cd "$folder" || exit 1
leave() { cd /; rm -rf "$folder"; exit "$1"; }
printf '%s\n' "$password" > password
"$bin/initdb" -D data -U motcua --auth=password --pwfile=password --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync > log 2>&1 || { cat log >&2; leave 1; }
rm password
"$bin/postgres" -D data -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c max_connections=200 -c fsync=off \
    -c synchronous_commit=off -c full_page_writes=off > log 2>&1 &
server=$!
until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
    kill -0 "$server" 2>/dev/null || { cat log >&2; leave 1; }
    sleep 0.1
done
echo ready
cat > /dev/null
kill -INT "$server"
wait "$server"
leave 0
"#;

/// A running cluster; dropping it stops the server and removes its folder.
#[derive(Debug)]
pub struct Cluster {
    keeper: Child,
    address: String,
}

impl Cluster {
    /// Starts a cluster with the programs in `bin`, as the user `postgres` where this
    /// process is root (the server refuses to run as root).
    ///
    /// # Errors
    /// Says which part could not be started; the server's own words go to the screen.
    pub fn start(bin: &Path) -> Result<Self, String> {
        let trouble = |error: std::io::Error| format!("PostgreSQL: {error}");
        let port = free_port().map_err(trouble)?;
        let password = password().map_err(trouble)?;
        let mut keeper = shell()
            .args(["-c", KEEPER, "motcua-test-postgres"])
            .arg(bin)
            .arg(port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(trouble)?;
        if let Some(input) = keeper.stdin.as_mut() {
            writeln!(input, "{password}").map_err(trouble)?;
        }
        let mut said = String::new();
        if let Some(out) = keeper.stdout.take() {
            BufReader::new(out).read_line(&mut said).map_err(trouble)?;
        }
        let address = format!("postgres://motcua:{password}@127.0.0.1:{port}/postgres");
        let cluster = Self { keeper, address };
        if said.trim() == "ready" {
            Ok(cluster)
        } else {
            Err("PostgreSQL did not start; its own words stand above".to_owned())
        }
    }

    /// The address of the database `postgres`, whose user may create others.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // The keeper's end tells nothing that could be acted on any more.
        let _ = self.keeper.wait();
    }
}

/// A shell as an ordinary user.
fn shell() -> Command {
    let is_root = run::quiet(run::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root {
        return Command::new("sh");
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", "sh"]);
    command
}

/// A port that was free a moment ago; the server takes it at once.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Other users of the machine reach the loopback too: the cluster has a password.
fn password() -> std::io::Result<String> {
    let mut bytes = [0_u8; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_ports_differ() {
        assert_ne!(password().unwrap(), password().unwrap());
        assert_eq!(password().unwrap().len(), 32);
        assert_ne!(free_port().unwrap(), 0);
    }

    #[test]
    fn a_server_that_cannot_start_is_told() {
        let missing = Path::new("/nowhere");
        assert!(Cluster::start(missing).is_err());
    }
}
