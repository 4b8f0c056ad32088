# Sourced by build: a container image in the OCI layout, as one archive, made without an engine. Two layers: Debian's own packages, and the house.
. "$image/recipe/root.sh"

make_oci() {
  local tree=$work/oci layout=$work/layout archive=$out/posthouse_${version}_$architecture.oci.tar diff=() layer
  debian_root "$work/oci-base.tar" essential ca-certificates,tzdata,tini,iproute2,passwd
  unpack_root "$work/oci-base.tar" "$tree"; rm "$work/oci-base.tar"
  rm -rf "$tree"/dev/*
  forget_the_making "$tree"
  say "making the layers"
  mkdir -p "$layout/blobs/sha256"
  tar_of "$tree" . >"$work/layer1.tar"
  touch "$work/before"; sleep 1.1
  install_deb "$tree"
  forget_the_making "$tree"
  # in a container its own address is the only one, and what is not its home is thrown away with it
  sed -i 's/^posthouse.bind=.*/posthouse.bind=::/' "$tree/etc/posthouse/posthouse.properties"
  touch -d "@$SOURCE_DATE_EPOCH" "$tree/etc/posthouse/posthouse.properties"
  (cd "$tree" && find . -mindepth 1 -newerct "$(stat -c %y "$work/before")" \( -type f -o -type l -o -path './usr/lib/posthouse*' -o -path './var/lib/posthouse*' -o -path './etc/posthouse*' \) -print0 | LC_ALL=C sort -z) >"$work/changed"
  tar_of "$tree" --null --no-recursion -T "$work/changed" >"$work/layer2.tar"
  : >"$work/layers"
  for layer in 1 2; do
    diff+=("\"sha256:$(sha256sum "$work/layer$layer.tar" | cut -d' ' -f1)\"")
    gzip -n -6 "$work/layer$layer.tar"
    [ "$layer" = 1 ] || printf , >>"$work/layers"
    blob "$work/layer$layer.tar.gz" application/vnd.oci.image.layer.v1.tar+gzip >>"$work/layers"
  done
  local created; created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
  cat >"$work/config.json" <<JSON
{"created":"$created","architecture":"$architecture","os":"linux","config":{"User":"960:960","ExposedPorts":{"2525/tcp":{},"2587/tcp":{},"2465/tcp":{},"2110/tcp":{},"2995/tcp":{},"8080/tcp":{},"8443/tcp":{}},"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","POSTHOUSE_HOME=/var/lib/posthouse","POSTHOUSE_BIND=::"],"Entrypoint":["/usr/bin/tini","--","/usr/bin/posthouse"],"Cmd":["start"],"Volumes":{"/var/lib/posthouse":{}},"WorkingDir":"/var/lib/posthouse","StopSignal":"SIGTERM","Labels":{"org.opencontainers.image.title":"Posthouse","org.opencontainers.image.version":"$version"}},"rootfs":{"type":"layers","diff_ids":[$(IFS=,; echo "${diff[*]}")]}}
JSON
  local config; config=$(blob "$work/config.json" application/vnd.oci.image.config.v1+json)
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' "$config" "$(cat "$work/layers")" >"$work/manifest.json"
  local manifest; manifest=$(blob "$work/manifest.json" application/vnd.oci.image.manifest.v1+json)
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}' "${manifest%\}},\"platform\":{\"architecture\":\"$architecture\",\"os\":\"linux\"},\"annotations\":{\"org.opencontainers.image.ref.name\":\"$version\"}}" >"$layout/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  find "$layout" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  tar_of "$layout" blobs index.json oci-layout >"$archive"
  [ "$checked" = no ] || check_oci "$archive"
}

tar_of() { # folder, what
  local folder=$1; shift
  tar -C "$folder" --sort=name --numeric-owner --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime -cf - "$@"
}

# Puts a file among the blobs and says how manifests name it.
blob() { # file, media type
  local digest; digest=$(sha256sum "$1" | cut -d' ' -f1)
  cp "$1" "$layout/blobs/sha256/$digest"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s}' "$2" "$digest" "$(stat -c %s "$1")"
}

# Unpacks the archive as an engine does and runs it in a root of its own, as its own user.
check_oci() { # archive
  local folder=$work/oci-check index manifest layer pid home ports ready=
  say "running the house from the container image"
  mkdir -p "$folder/layout" "$folder/root"
  tar -C "$folder/layout" -xf "$1"
  manifest=$(sed -E 's/.*"manifests":\[\{[^}]*"digest":"sha256:([0-9a-f]+)".*/\1/' "$folder/layout/index.json")
  for layer in $(grep -oE '"mediaType":"application/vnd.oci.image.layer[^}]*"digest":"sha256:[0-9a-f]+' "$folder/layout/blobs/sha256/$manifest" | sed 's/.*://'); do
    tar -C "$folder/root" --numeric-owner -xpzf "$folder/layout/blobs/sha256/$layer"
  done
  home=$folder/root/var/lib/posthouse
  local environment=(PATH=/usr/sbin:/usr/bin:/sbin:/bin POSTHOUSE_HOME=/var/lib/posthouse POSTHOUSE_DOMAIN=check.test) service
  for service in HTTP HTTPS SMTP SUBMISSION SUBMISSIONS LMTP POP3 POP3S; do environment+=("POSTHOUSE_${service}_PORT=0"); done
  unshare --mount --uts --pid --fork --kill-child sh -c 'root=$1; shift; hostname posthouse; echo 127.0.0.1 localhost posthouse >"$root/etc/hosts"; mount --bind "$root" "$root"; mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"; exec chroot --userspec=960:960 "$root" env -i "$@" /usr/bin/posthouse start' \
    sh "$folder/root" "${environment[@]}" >"$work/oci-check.out" 2>&1 & pid=$!
  # unshare itself does not listen to SIGTERM; the house is its child
  stop_house() { kill $(cat "/proc/$pid/task/$pid/children") 2>/dev/null || true; wait "$pid" || true; }
  for _ in $(seq 3000); do [ -e "$home/ports.properties" ] && break; kill -0 "$pid" 2>/dev/null || break; sleep 0.3; done
  ports=$(cat "$home/ports.properties" 2>/dev/null) || { cat "$work/oci-check.out" >&2; stop_house; fail "the house does not start from the container image"; }
  exec 3<>"/dev/tcp/127.0.0.1/$(sed -n 's/^http=//p' <<<"$ports")"
  printf 'GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
  IFS= read -r -t 60 ready <&3 || true; exec 3>&-
  stop_house
  case $ready in *' 200'*) ;; *) fail "the house in the container image is not ready: $ready" ;; esac
  rm -rf "$folder" "$work/oci-check.out"
}
