package org.posthouse.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.mime.Domains;

/// Hosts that an administrator has written down: `address name name …`, one address a line, `#` begins a comment.
record HostsFile(Map<String, List<InetAddress>> addresses, Map<InetAddress, List<String>> names) {
    static HostsFile of(String text) {
        var addresses = new LinkedHashMap<String, List<InetAddress>>();
        var names = new LinkedHashMap<InetAddress, List<String>>();
        text.lines().map(line -> line.replaceFirst("#.*", "").strip().split("\\s+")).filter(words -> words.length > 1).forEach(words -> {
            var address = InetAddress.ofLiteral(words[0]);                  // the setting takes nothing else
            for (int i = 1; i < words.length; i++) {
                var name = Domains.key(words[i]);
                addresses.computeIfAbsent(name, _ -> new ArrayList<>()).add(address);
                names.computeIfAbsent(address, _ -> new ArrayList<>()).add(name);
            }
        });
        return new HostsFile(addresses, names);
    }
}
