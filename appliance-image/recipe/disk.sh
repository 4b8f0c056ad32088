# Sourced by build: the disk image. Partitions, in MiB: GRUB for BIOS, the EFI partition, the system, and the owner's data, which grows with the disk. No loop device is used.
. "$image/recipe/root.sh"
packages=systemd,systemd-sysv,systemd-resolved,systemd-timesyncd,systemd-repart,udev,dbus,kmod,iproute2,linux-image-amd64,initramfs-tools,mariadb-server,e2fsprogs,dosfstools,ca-certificates,openssl,tzdata,util-linux,procps,less,vim-tiny,iputils-ping,zstd
bios_at=1 bios=1 efi_at=2 efi=64 root_at=66 root=3072 data_at=3138 data=2048 whole=5188
virtual=32G

uuid_of() { uuidgen --sha1 --namespace @dns --name "posthouse-$version-$1"; }

make_disk() {
  local root_tree=$work/root data_tree=$work/data raw=$out/posthouse_${version}_$architecture.raw qcow2=$out/posthouse_${version}_$architecture.qcow2
  debian_root "$work/base.tar" minbase "$packages"
  unpack_root "$work/base.tar" "$root_tree"; rm "$work/base.tar"
  say "putting the house into the root"
  install_deb "$root_tree"
  cp -dR --preserve=mode,links,timestamps "$image/machine/." "$root_tree/"
  chown 0:960 "$root_tree/etc/posthouse/posthouse.properties"; chmod 640 "$root_tree/etc/posthouse/posthouse.properties"
  ln -sf ../run/systemd/resolve/stub-resolv.conf "$root_tree/etc/resolv.conf"
  chroot "$root_tree" systemctl enable posthouse systemd-networkd systemd-resolved systemd-timesyncd mariadb >/dev/null 2>&1
  [ "$class_cache" = no ] || make_class_cache "$root_tree"
  chroot "$root_tree" passwd -l root >/dev/null
  # what is the owner's goes onto a partition of its own
  mkdir -p "$data_tree" "$root_tree/srv/posthouse"
  find "$root_tree/var/lib/mysql" -mindepth 1 -delete
  cp -a "$root_tree/var/lib/posthouse" "$data_tree/home"; cp -a "$root_tree/var/lib/mysql" "$data_tree/mysql"; cp -a "$root_tree/etc/posthouse" "$data_tree/etc"; cp -a "$root_tree/var/backups/posthouse" "$data_tree/backups"
  find "$root_tree/var/lib/posthouse" -mindepth 1 -delete
  forget_the_making "$root_tree"; same_times "$data_tree"
  cp "$root_tree"/var/lib/dpkg/status "$work/status"
  awk '/^Package:/{p=$2} /^Version:/{print p, $2}' "$work/status" >"$out/posthouse_${version}_$architecture.packages"

  say "making the file systems"
  file_system "$work/root.ext4" "$root" posthouse-root "$root_tree" "$root_tree"
  file_system "$work/data.ext4" "$data" posthouse-data "$data_tree" "$root_tree"
  efi_system "$work/efi.fat"
  bios_loader "$work/core.img"

  say "putting the disk together"
  rm -f "$raw"; truncate -s "${whole}M" "$raw"
  sfdisk --quiet "$raw" <<TABLE
label: gpt
label-id: $(uuid_of disk)
start=${bios_at}MiB, size=${bios}MiB, type=21686148-6449-6E6F-744E-656564454649, uuid=$(uuid_of bios), name=bios
start=${efi_at}MiB, size=${efi}MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=$(uuid_of efi), name=efi
start=${root_at}MiB, size=${root}MiB, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, uuid=$(uuid_of root), name=posthouse-root
start=${data_at}MiB, size=${data}MiB, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, uuid=$(uuid_of data), name=posthouse-data
TABLE
  # GRUB's first sector says where its second is, its second where the rest is (boot.S, diskboot.S)
  dd if=/usr/lib/grub/i386-pc/boot.img of="$raw" bs=1 count=440 conv=notrunc status=none
  number64 $((bios_at * 2048)) | dd of="$raw" bs=1 seek=$((0x5c)) conv=notrunc status=none
  printf '\x90\x90' | dd of="$raw" bs=1 seek=$((0x66)) conv=notrunc status=none
  dd if="$work/core.img" of="$raw" bs=1M seek=$bios_at conv=notrunc status=none
  number64 $((bios_at * 2048 + 1)) | dd of="$raw" bs=1 seek=$((bios_at * 1048576 + 0x1f4)) conv=notrunc status=none
  dd if="$work/efi.fat" of="$raw" bs=1M seek=$efi_at conv=notrunc,sparse status=none
  dd if="$work/root.ext4" of="$raw" bs=1M seek=$root_at conv=notrunc,sparse status=none
  dd if="$work/data.ext4" of="$raw" bs=1M seek=$data_at conv=notrunc,sparse status=none
  rm -f "$work"/*.ext4 "$work/efi.fat"
  say "compressing"
  qemu-img convert -q -m 1 -O qcow2 -c -o compression_type=zstd "$raw" "$qcow2"
  qemu-img resize -q "$qcow2" "$virtual"
  zstd -q -f -T1 -10 "$raw" -o "$raw.zst"
}

# The classes of a trial run, for quick starts. Two runs never load them in quite the same order: the one file that differs between two builds.
make_class_cache() { # root
  local program=$1/usr/lib/posthouse
  say "learning from a trial run"
  unshare --mount --uts --pid --fork --kill-child sh -c 'hostname posthouse; mount --bind "$1" "$1"; mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/bin/posthouse prepare' sh "$1" >&2
  [ -e "$program/server/classes.jsa" ] || fail "the trial run left no class cache"
  touch -d "@$SOURCE_DATE_EPOCH" "$program" "$program/server" "$program/server/classes.jsa"
}

number64() { local i; for i in 0 8 16 24 32 40 48 56; do printf "\\x$(printf %02x $(($1 >> i & 255)))"; done; }

# The release's own mke2fs, which takes an archive and leaves no trace of when it ran.
file_system() { # image, MiB, label, tree, root to run from
  tar -C "$4" --sort=name --numeric-owner --xattrs --xattrs-include='*' --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime -cf "$work/tree.tar" .
  truncate -s "$2M" "$1"
  local lib=$5/usr/lib/x86_64-linux-gnu
  MKE2FS_CONFIG=$5/etc/mke2fs.conf "$lib/ld-linux-x86-64.so.2" --library-path "$lib" "$5/usr/sbin/mke2fs" -q -F -t ext4 -L "$3" -U "$(uuid_of "$3")" \
    -E "hash_seed=$(uuid_of hash),lazy_itable_init=1,lazy_journal_init=0,root_owner=0:0" -d "$work/tree.tar" "$1" >&2
  rm "$work/tree.tar"
}

efi_system() { # image
  truncate -s "${efi}M" "$1"
  mkfs.vfat --invariant -F 32 -n POSTHOUSE -i "$(uuid_of fat | cut -c1-8)" "$1" >/dev/null
  loader_script
  grub-mkimage -O x86_64-efi -c "$work/loader.cfg" -p /boot/grub -o "$work/BOOTX64.EFI" part_gpt fat ext2 search search_label normal configfile linux echo test serial terminal minicmd sleep halt reboot ls gzio all_video efi_gop efi_uga
  mkdir -p "$work/efi/EFI/BOOT"; cp "$work/BOOTX64.EFI" "$work/efi/EFI/BOOT/"
  echo "A file posthouse.yaml here sets the machine up at its first boot; appliance-image/README.md says what it may hold." >"$work/efi/README.txt"
  find "$work/efi" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
  mcopy -i "$1" -s -m "$work/efi/EFI" "$work/efi/README.txt" ::
}

bios_loader() { # image
  loader_script
  grub-mkimage -O i386-pc -c "$work/loader.cfg" -p /boot/grub -o "$1" biosdisk part_gpt ext2 search search_label normal configfile linux echo test serial terminal minicmd sleep halt reboot ls gzio
}

loader_script() {
  cat >"$work/loader.cfg" <<'CFG'
search --no-floppy --label posthouse-root --set=root
set prefix=($root)/boot/grub
normal
CFG
}
