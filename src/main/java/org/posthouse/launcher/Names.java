package org.posthouse.launcher;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.CommunicationException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.InitialDirContext;

/// Questions to the configured name servers, by the JDK's own means.
final class Names {
    private final String provider;

    /// @param resolvers as `posthouse.resolvers` has them; empty for the system's
    Names(String resolvers) {
        var urls = new ArrayList<String>();
        for (var one : resolvers.split("[,\\s]+")) if (!one.isEmpty()) urls.add("dns://" + (one.chars().filter(c -> c == ':').count() > 1 && !one.startsWith("[") ? "[" + one + "]" : one));
        provider = urls.isEmpty() ? "dns:" : String.join(" ", urls);
    }

    /// Nobody answered.
    static final class Silent extends Exception {
        private static final long serialVersionUID = 1;

        Silent(Throwable cause) { super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause); }
    }

    /// The values of a kind of record; none where there is no such name.
    List<String> all(String name, String type) throws Silent {
        var settings = new Hashtable<String, String>();
        settings.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        settings.put("java.naming.provider.url", provider);
        settings.put("com.sun.jndi.dns.timeout.initial", "1500");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            var context = new InitialDirContext(settings);
            try {
                var found = context.getAttributes(name + ".", new String[] {type}).get(type);
                var values = new ArrayList<String>();
                for (int i = 0; found != null && i < found.size(); i++) values.add(String.valueOf(found.get(i)));
                return values;
            } finally {
                context.close();
            }
        } catch (NameNotFoundException none) {
            return List.of();
        } catch (CommunicationException | ServiceUnavailableException silent) {
            throw new Silent(silent);
        } catch (NamingException odd) {
            if (odd.getRootCause() instanceof java.io.IOException) throw new Silent(odd);
            return List.of();
        }
    }

    /// The name that leads back from an address (RFC 1035 §3.5, RFC 3596 §2.5).
    static String reverse(String address) {
        var octets = InetAddress.ofLiteral(address).getAddress();
        var name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            if (octets.length == 4) name.append(octets[i] & 0xFF).append('.');
            else name.append(Integer.toHexString(octets[i] & 0xF)).append('.').append(Integer.toHexString(octets[i] >> 4 & 0xF)).append('.');
        }
        return name + (octets.length == 4 ? "in-addr.arpa" : "ip6.arpa");
    }
}
