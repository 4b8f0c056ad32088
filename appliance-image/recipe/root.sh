# Sourced by build: Debian roots as tar archives, and what is put into them.

# A root of the release's packages; with --base one made before, for who changes the rest often.
debian_root() { # archive, variant, packages with commas between
  local kept=${base:+$base/$suite-$2-$(printf %s "$3" | sha256sum | cut -c1-12).tar}
  if [ -n "$kept" ] && [ -e "$kept" ]; then cp --reflink=auto "$kept" "$1"; return; fi
  say "making a $suite root of $2 packages${3:+ and $3}"
  package_sources >"$work/sources.list"
  # two numbers that all images share, so that a data partition fits the next image, too
  mmdebstrap --quiet --mode=root --format=tar --variant="$2" ${3:+--include="$3"} --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --essential-hook='printf "posthouse:x:960:960:Posthouse mail:/var/lib/posthouse:/usr/sbin/nologin\nmysql:x:961:961:MariaDB Server:/nonexistent:/bin/false\n" >>"$1/etc/passwd"; printf "posthouse:x:960:\nmysql:x:961:\n" >>"$1/etc/group"' \
    "$suite" "$1" - <"$work/sources.list" >"$work/mmdebstrap.log" 2>&1 || { tail -20 "$work/mmdebstrap.log" >&2; fail "mmdebstrap made no root of $suite"; }
  [ -z "$kept" ] || { mkdir -p "$base"; cp --reflink=auto "$1" "$kept"; }
}

unpack_root() { # archive, folder
  mkdir -p "$2"
  tar -C "$2" --numeric-owner --xattrs --xattrs-include='*' -xpf "$1"
}

# The package into the root, with nothing of it started.
install_deb() { # folder
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d"; chmod 755 "$1/usr/sbin/policy-rc.d"
  cp "$deb" "$1/posthouse.deb"
  chroot "$1" dpkg --force-confold -i /posthouse.deb >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" >&2; fail "the package does not install into the root"; }
  rm -f "$1/posthouse.deb" "$1/usr/sbin/policy-rc.d"
  [ ! -e "$1/usr/lib/posthouse/sendmail" ] || [ -e "$1/usr/sbin/sendmail" ] || { ln -s ../lib/posthouse/sendmail "$1/usr/sbin/sendmail"; ln -sf ../sbin/sendmail "$1/usr/lib/sendmail"; }
}

# Whatever tells when and where the root was made, and what each machine makes for itself.
forget_the_making() { # folder
  rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/* "$1"/var/cache/ldconfig/* "$1"/var/cache/debconf/*-old "$1"/var/lib/dpkg/*-old "$1"/var/log/* "$1"/tmp/* "$1"/var/tmp/* "$1"/run/*
  rm -f "$1"/etc/ssh/ssh_host_* "$1/etc/machine-id" "$1/var/lib/dbus/machine-id" "$1/var/lib/systemd/random-seed" "$1"/etc/passwd- "$1"/etc/shadow- "$1"/etc/group- "$1"/etc/gshadow- "$1"/etc/apt/sources.list.d/0000*
  : >"$1/etc/machine-id"
  # the machine's sources are those of who built it, which the owner may not reach
  sed -i 's/^/# from the building machine: /' "$1"/etc/apt/sources.list 2>/dev/null || true
  same_times "$1"
}
