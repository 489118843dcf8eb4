# Shared by the scripts in this folder: finds the JDK, builds what has changed, runs the launcher.
# Source it; it sets BIDSEAL_ROOT, BIDSEAL_DATA and JAVA_HOME.

set -euo pipefail

BIDSEAL_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
BIDSEAL_DATA="${BIDSEAL_DATA:-$BIDSEAL_ROOT/.data}"
export BIDSEAL_ROOT BIDSEAL_DATA

is_jdk_25() {
  [ -n "${1:-}" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

# JAVA_HOME, the java on the path, the usual folders of packages and of SDKMAN, Maven's toolchains.
find_jdk() {
  local candidate on_path
  on_path="$(command -v javac 2>/dev/null || true)"
  if [ -n "$on_path" ]; then
    on_path="$(dirname "$(dirname "$(readlink -f "$on_path")")")"
  fi
  {
    printf '%s\n' "${JAVA_HOME:-}" "${JDK_25:-}" "$on_path"
    printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home
    printf '%s\n' "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/*
    if [ -r "$HOME/.m2/toolchains.xml" ]; then
      sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml"
    fi
  } | while IFS= read -r candidate; do
    if is_jdk_25 "$candidate"; then
      printf '%s\n' "$candidate"
      break
    fi
  done
}

need_jdk() {
  local found
  found="$(find_jdk)"
  if [ -z "$found" ]; then
    cat >&2 <<MESSAGE
bidseal needs a JDK 25 and found none (looked at JAVA_HOME, javac on the path, /usr/lib/jvm, SDKMAN,
~/.jdks and ~/.m2/toolchains.xml).

Install one and name it:   export JAVA_HOME=/path/to/jdk-25
For example with SDKMAN:   sdk install java 25-tem
Debian, Ubuntu:            apt install temurin-25-jdk   (adoptium.net has the package source)
MESSAGE
    exit 1
  fi
  export JAVA_HOME="$found"
}

need_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "bidseal is built with Maven 3.8 or newer, and there is no mvn on the path." >&2
    echo "Debian, Ubuntu: apt install maven. SDKMAN: sdk install maven." >&2
    exit 1
  fi
}

# Whether a source or a build file is newer than the last build that went well.
is_built() {
  local stamp="$BIDSEAL_ROOT/target/deploy-built" newer
  [ -e "$stamp" ] && [ -s "$BIDSEAL_ROOT/deploy/fleet/target/class-path" ] || return 1
  newer="$(cd "$BIDSEAL_ROOT" && find . \
    \( -name target -o -name node_modules -o -name .git -o -name .data -o -name docs -o -path '*/src/test' -o -path ./demo-output \) -prune \
    -o -type f \( -path '*/src/*' -o -name pom.xml -o -name package.json -o -name deno.lock \) -newer "$stamp" -print -quit)"
  [ -z "$newer" ]
}

build_if_needed() {
  if is_built; then
    return
  fi
  need_maven
  local stamp="$BIDSEAL_ROOT/target/deploy-built" log="$BIDSEAL_ROOT/target/deploy-build.log" start=$SECONDS
  mkdir -p "$BIDSEAL_ROOT/target"
  # Taken before the build: what is saved during it is newer.
  touch "$stamp.next"
  echo "Building (the first time about two minutes) …"
  (cd "$BIDSEAL_ROOT" && mvn -B -T 2 -DskipTests package) >"$log" 2>&1 &
  local build=$! module last=""
  while kill -0 "$build" 2>/dev/null; do
    sleep 1
    module="$(sed -n 's/^\[INFO\] Building \(.*\) 0\.1\.0-SNAPSHOT.*/\1/p' "$log" | tail -1)"
    if [ -n "$module" ] && [ "$module" != "$last" ]; then
      printf '%7d s  %s\n' $((SECONDS - start)) "$module"
      last="$module"
    fi
  done
  if ! wait "$build"; then
    grep -E '^\[(ERROR|WARNING)\]' "$log" | head -20 >&2
    echo "The build failed; all of it is in $log" >&2
    exit 1
  fi
  mv "$stamp.next" "$stamp"
  echo "Built in $((SECONDS - start)) s."
}

# The launcher, without a build: what is there is used.
launcher() {
  if [ ! -s "$BIDSEAL_ROOT/deploy/fleet/target/class-path" ]; then
    echo "Nothing is built yet. Start with: deploy/up" >&2
    exit 1
  fi
  local command="$1"
  shift
  exec "$JAVA_HOME/bin/java" -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp "$BIDSEAL_ROOT/deploy/fleet/target/classes:$(cat "$BIDSEAL_ROOT/deploy/fleet/target/class-path")" \
    org.bidseal.fleet.command.Main "$command" --root "$BIDSEAL_ROOT" --data "$BIDSEAL_DATA" "$@"
}
