# Sourced by build: the jar, the runtime, the Debian package.
modules=java.se,jdk.charsets,jdk.crypto.ec,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.xml.dom,jdk.zipfs

make_jar() {
  jar=$source/target/posthouse.jar
  if [ ! -e "$jar" ] || [ -n "$(find "$source/pom.xml" "$source/src/main" -newer "$jar" -print -quit)" ]; then
    posthouse_maven
    say "building $jar"
    (cd "$source" && mvn -q -B -Dmaven.test.skip=true package >&2)
  fi
}

# jdeps does not see what Payara Micro asks for by name, so the list above was found by running the house on it; the check below runs it again.
make_runtime() { # folder
  say "making the Java runtime"
  "$JAVA_HOME/bin/jlink" --add-modules "$modules" --include-locales=en,ja,zh --strip-debug --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --output "$1"
  # no screen, no sound: these would only ask for libraries that a server lacks
  rm -f "$1"/lib/libawt_xawt.so "$1"/lib/libjawt.so "$1"/lib/libsplashscreen.so "$1"/lib/libjsound.so
  rm -f "$1"/lib/server/classes_nocoops*.jsa       # for heaps beyond 32 GiB
  rm -f "$1"/bin/{rmiregistry,jrunscript,keytool,jwebserver}
}

# A house on the runtime comes up, says that it is ready, and speaks every language and character set that its mail needs.
check_runtime() { # folder of the program
  local home=$work/check service pid
  say "checking the house on this runtime"
  mkdir "$home"
  local environment=(POSTHOUSE_HOME="$home" POSTHOUSE_DOMAIN=check.test)
  for service in HTTP HTTPS SMTP SUBMISSION SUBMISSIONS LMTP POP3 POP3S; do environment+=("POSTHOUSE_${service}_PORT=0"); done
  env -i PATH="$PATH" "${environment[@]}" "$1/runtime/bin/java" -jar "$jar" start >"$home.out" 2>&1 & pid=$!
  for _ in $(seq 3000); do [ -e "$home/ports.properties" ] || ! kill -0 "$pid" 2>/dev/null || { sleep 0.3; continue; }; break; done
  [ -e "$home/ports.properties" ] || { cat "$home.out" >&2; tail -20 "$home"/log/*.log >&2; kill "$pid" 2>/dev/null || true; fail "the house does not start on the runtime made of $modules"; }
  cat >"$work/Check.java" <<'JAVA'
import java.io.*;
import java.net.*;
import java.nio.charset.Charset;
import java.util.*;

class Check {
    public static void main(String[] arguments) throws Exception {
        for (var name : List.of("ISO-2022-JP", "Shift_JIS", "EUC-JP", "GB18030", "Big5", "EUC-KR", "KOI8-R", "windows-1252")) Charset.forName(name);
        var ports = new Properties();
        try (var in = new FileInputStream(arguments[0])) { ports.load(in); }
        var ready = (HttpURLConnection) URI.create("http://127.0.0.1:" + ports.getProperty("http") + "/health/ready").toURL().openConnection();
        if (ready.getResponseCode() != 200) throw new IOException("not ready: " + ready.getResponseCode());
        var page = (HttpURLConnection) URI.create("http://127.0.0.1:" + ports.getProperty("http") + "/set-up").toURL().openConnection();
        page.setRequestProperty("Accept-Language", "ja");
        if (page.getResponseCode() != 200 || !new String(page.getInputStream().readAllBytes(), "UTF-8").contains("lang=\"ja\"")) throw new IOException("no page in Japanese");
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(ports.getProperty("smtp"))); var in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            if (!in.readLine().startsWith("220 ")) throw new IOException("no greeting");
        }
        var trusting = javax.net.ssl.SSLContext.getInstance("TLS");
        trusting.init(null, new javax.net.ssl.TrustManager[] {new javax.net.ssl.X509TrustManager() {
            public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) { }
            public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) { }
            public java.security.cert.X509Certificate[] getAcceptedIssuers() { return new java.security.cert.X509Certificate[0]; }
        }}, null);
        try (var socket = trusting.getSocketFactory().createSocket("127.0.0.1", Integer.parseInt(ports.getProperty("pop3s"))); var in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
            if (!in.readLine().startsWith("+OK ")) throw new IOException("no greeting under TLS");
        }
    }
}
JAVA
  "$JAVA_HOME/bin/java" "$work/Check.java" "$home/ports.properties" || { kill "$pid"; fail "the house on the runtime made of $modules does not answer as it should"; }
  kill "$pid"; wait "$pid" || fail "the house on this runtime does not stop cleanly"
  rm -rf "$home" "$home.out" "$work/Check.java"
}

make_deb() {
  local tree=$work/deb size
  make_jar
  mkdir -p "$tree/usr/lib/posthouse"
  cp -a "$image/package/." "$tree/"
  make_runtime "$tree/usr/lib/posthouse/runtime"
  [ "$checked" = no ] || check_runtime "$tree/usr/lib/posthouse"
  "$JAVA_HOME/bin/java" -cp "$jar" org.posthouse.launcher.Packing "$jar" "$work/program" /usr/lib/posthouse "$SOURCE_DATE_EPOCH"
  cp -a "$work/program/." "$tree/usr/lib/posthouse/"
  [ ! -e "$image/sendmail" ] || install -D -m 755 "$image/sendmail" "$tree/usr/lib/posthouse/sendmail"
  mkdir -p "$tree/usr/share/doc/posthouse"
  cp "$source/LICENSE" "$tree/usr/share/doc/posthouse/copyright"
  cp "$source"/docs/administrator.md "$source"/docs/reference/settings.md "$tree/usr/share/doc/posthouse/"
  cp -r "$tree/usr/lib/posthouse/runtime/legal" "$work/legal"; rm -rf "$tree/usr/lib/posthouse/runtime/legal"
  cp "$work/legal/java.base/LICENSE" "$tree/usr/share/doc/posthouse/LICENSE.java"; cat "$work/legal/java.base/ASSEMBLY_EXCEPTION" >>"$tree/usr/share/doc/posthouse/LICENSE.java" 2>/dev/null || true
  chmod -R u=rwX,go=rX "$tree"
  chmod 640 "$tree/etc/posthouse/posthouse.properties"
  size=$(du -sk --apparent-size "$tree" | cut -f1)
  sed -i "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/" "$tree/DEBIAN/control"
  (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
  same_times "$tree"
  deb=$out/posthouse_${version}_$architecture.deb
  say "packing $deb"
  dpkg-deb --root-owner-group -Zzstd -z10 --build "$tree" "$deb" >/dev/null
}
