# Sourced by build.
fail() { echo "appliance-image/build: $*." >&2; exit 1; }
say() { echo "$(date +%H:%M:%S) $*" >&2; }

# A command that must be there: installed, where that is allowed, else asked for.
need() { # command, package
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || fetch_package "$2"
  command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || fail "$1 is missing; install it (apt-get install $2)"
}
need_file() { # file, package
  [ -e "$1" ] || fetch_package "$2"
  [ -e "$1" ] || fail "$1 is missing; install it (apt-get install $2)"
}
fetch_package() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  [ -n "${updated:-}" ] || { apt-get update -qq >/dev/null 2>&1 || true; updated=1; }
  say "installing $1"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1 || true
}

# What is built: its version, and the time that everything in it gets, which is that of the commit.
name_the_build() {
  local commit
  commit=$(git -C "$source" rev-parse --short=8 HEAD 2>/dev/null || echo unknown)
  export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct 2>/dev/null || echo 1767225600)}
  version=$(sed -n 's:^    <version>\(.*\)</version>:\1:p' "$source/pom.xml" | head -1)
  # Debian sorts ~ before the end: what leads to 0.1 is older than 0.1 itself
  case $version in *-SNAPSHOT) version=${version%-SNAPSHOT}~$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M).$commit ;; esac
  architecture=$(dpkg --print-architecture)
  export TZ=UTC LC_ALL=C.UTF-8
}

# The sources of packages that this machine uses, for the release that the images are made of.
package_sources() {
  local main security
  main=$(awk '/^Types:/{s=u=""} /^URIs:/{u=$2} /^Suites:/{if ($2 !~ /security/ && u ~ /debian/) {print u; exit}}' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
  security=$(awk '/^URIs:/{u=$2} /^Suites:/{if ($2 ~ /security/) {print u; exit}}' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
  [ -n "$main" ] || main=$(awk '$1=="deb" {for (i=2;i<NF;i++) if ($i ~ /:\/\// && $i !~ /security/ && $i ~ /debian/) {print $i; exit}}' /etc/apt/sources.list 2>/dev/null || true)
  [ -n "$security" ] || security=$(awk '$1=="deb" {for (i=2;i<NF;i++) if ($i ~ /:\/\// && $i ~ /security/) {print $i; exit}}' /etc/apt/sources.list 2>/dev/null || true)
  [ -n "$main" ] || fail "this machine names no Debian source in /etc/apt/sources.list or sources.list.d to take packages from"
  echo "deb $main $suite main"
  echo "deb $main $suite-updates main"
  [ -z "$security" ] || echo "deb $security $suite-security main"
}

same_times() { find "$1" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }
