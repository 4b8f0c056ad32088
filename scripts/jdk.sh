# Sourced by run and test: finds a JDK 25 or newer, or says in one sentence what is missing.
posthouse_java_home() {
  local candidate version
  for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac 2>/dev/null || echo /)")")")" \
      /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$candidate/bin/javac" ] || continue
    version=$("$candidate/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 25 ] && { echo "$candidate"; return 0; }
  done
  echo "Posthouse needs a JDK 25: install one (for example temurin-25-jdk) or set JAVA_HOME to it." >&2
  return 1
}
posthouse_maven() {
  command -v mvn >/dev/null || { echo "Posthouse is built with Maven: install it (apt-get install maven)." >&2; return 1; }
}
