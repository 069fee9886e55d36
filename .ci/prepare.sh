# Sourced by ./demo, ./test and ./bench: installs what is missing, builds, fetches. Every step may be run again, and two runs at once wait for
# each other.
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cache="$root/.cache"
media="$cache/media"
configuration="${STORESENSING_CONFIGURATION:-Release}"
mkdir -p "$cache" "$media"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit "${code:-1}"; }

# step TEXT COMMAND...: runs the command with its output in a log; shows that it goes on, and the log's end when it fails.
step() {
    local text="$1" log began pid status
    shift
    log="$(mktemp "$cache/step.XXXXXX.log")"
    began=$SECONDS
    # Without the lock's descriptor, so that what survives an interrupted run does not hold it.
    "$@" >"$log" 2>&1 9>&- &
    pid=$!
    trap 'kill -TERM "$pid" 2>/dev/null; rm -f "$log"; say "  interrupted"; exit 130' INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.2
        if [ -t 2 ] && [ $((SECONDS - began)) -ge 2 ]; then
            printf '\r  %s … %s s' "$text" $((SECONDS - began)) >&2
        elif [ ! -t 2 ] && [ $((SECONDS - began)) -ge 10 ] && [ $(((SECONDS - began) % 10)) -eq 0 ]; then
            say "  $text … $((SECONDS - began)) s"
            sleep 1
        fi
    done
    status=0
    wait "$pid" || status=$?
    trap - INT TERM
    if [ "$status" -ne 0 ]; then
        say ""
        tail -n 40 "$log" >&2
        say "$text failed (exit code $status); the whole output: $log"
        exit 1
    fi
    [ -t 2 ] && printf '\r' >&2
    say "  $text: done in $((SECONDS - began)) s"
    rm -f "$log"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else fail "these Debian packages are missing and only root can install them: $*"
    fi
}

# packages PROGRAM=PACKAGE...: installs the Debian packages whose program (or library, lib….so) is missing.
packages() {
    local pair missing=()
    for pair in "$@"; do
        case "${pair%%=*}" in
            lib*.so*) ldconfig -p 2>/dev/null | grep -q "${pair%%=*}" || /sbin/ldconfig -p | grep -q "${pair%%=*}" || missing+=("${pair#*=}") ;;
            *) command -v "${pair%%=*}" >/dev/null || [ -x "/usr/sbin/${pair%%=*}" ] || missing+=("${pair#*=}") ;;
        esac
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "  missing Debian packages: ${missing[*]}"
    step "apt-get update" as_root apt-get update -q
    # The broker must not start by itself: every program here starts its own.
    step "apt-get install ${missing[*]}" as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends "${missing[@]}"
}

toolchains() {
    command -v dotnet >/dev/null || code=2 fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
    case "$(dotnet --version)" in 10.*) ;; *) code=2 fail "the .NET SDK here is $(dotnet --version); this needs 10" ;; esac
    command -v node >/dev/null && command -v npm >/dev/null || code=2 fail "Node.js with npm is missing: apt-get install nodejs npm, or https://nodejs.org (20.19 or newer)"
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
        || code=2 fail "Node.js here is $(node --version); this needs 20.19 or newer"
}

# media: the demo's pictures, one file out of a Debian package each, without installing the package.
one_file_of() { # PACKAGE PATH-IN-PACKAGE TARGET
    [ -s "$3" ] && return 0
    local folder
    folder="$(mktemp -d "$cache/deb.XXXXXX")"
    (cd "$folder" && chmod 777 . && apt-get download "$1" && dpkg --fsys-tarfile ./*.deb | tar -xO "$2" >"$3.partial" && mv "$3.partial" "$3")
    local status=$?
    rm -rf "$folder"
    return $status
}

demo_media() {
    [ -s "$media/vtest.avi" ] || [ -n "$(find /var/lib/apt/lists -name '*Packages*' -print -quit 2>/dev/null)" ] || step "apt-get update" as_root apt-get update -q
    [ -s "$media/vtest.avi" ] || step "street footage vtest.avi (Debian's opencv-doc, 96 MB to download once)" one_file_of opencv-doc ./usr/share/doc/opencv-doc/examples/data/vtest.avi "$media/vtest.avi"
    [ -s "$media/astronaut.png" ] || step "portrait astronaut.png (Debian's python3-skimage, 21 MB to download once)" one_file_of python3-skimage ./usr/lib/python3/dist-packages/skimage/data/astronaut.png "$media/astronaut.png"
}

pages() {
    local stamp="$cache/web.stamp" now
    now="$(cd "$root" && find cloud/web -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)"
    [ -f "$root/cloud/web/dist/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && return 0
    step "web toolchain (npm ci)" npm --prefix "$root/cloud/web" ci --ignore-scripts --no-audit --no-fund
    step "dashboard" npm --prefix "$root/cloud/web" run build
    printf '%s\n' "$now" >"$stamp"
}

# build PROJECT...: builds in one configuration, unless no source has changed since the last time.
build() {
    local project stamp now
    now="$(cd "$root" && find edge cloud hardware models tests Directory.* .editorconfig BannedSymbols.txt \( -name node_modules -o -name dist -o -name web \) -prune \
        -o -type f \( -name '*.cs' -o -name '*.c' -o -name '*.csproj' -o -name '*.json' -o -name '*.props' -o -name '*.targets' -o -name '*.txt' -o -name .editorconfig \) -print0 \
        | sort -z | xargs -0 sha256sum | sha256sum)"
    for project in "$@"; do
        stamp="$cache/build.$(basename "$project").$configuration.stamp"
        [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && [ -d "$root/artifacts/bin" ] && continue
        step "build $(basename "$project" .csproj)" dotnet build "$root/$project" -c "$configuration" --nologo -v quiet -clp:NoSummary
        printf '%s\n' "$now" >"$stamp"
    done
}

program() { # NAME -> its dll
    case "$1" in
        storesensing-edge) echo "$root/artifacts/bin/StoreSensing.Edge.Agent/${configuration,,}/storesensing-edge.dll" ;;
        storesensing-cloud) echo "$root/artifacts/bin/StoreSensing.Cloud.Aggregator/${configuration,,}/storesensing-cloud.dll" ;;
        storesensing-models) echo "$root/artifacts/bin/StoreSensing.Models/${configuration,,}/storesensing-models.dll" ;;
    esac
}

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
