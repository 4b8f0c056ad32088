package org.posthouse.certificate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Rejected;

/// What an administrator wants of the authority.
///
/// @param directory where the authority begins (RFC 8555 §7.1.1)
/// @param contact   whom it may write to about expiry and trouble; empty for nobody
/// @param agreed    to its terms
/// @param names     to be in the one certificate
public record AcmePlan(boolean enabled, String directory, String contact, boolean agreed, List<String> names) {
    /// As Let's Encrypt allows in one certificate.
    static final int MAX_NAMES = 100;

    public AcmePlan { names = List.copyOf(names); }

    /// In canonical form.
    ///
    /// @throws Rejected naming the component that cannot be
    AcmePlan checked() {
        address(directory);
        if (!contact.isEmpty() && !contact.matches("[^@\\s<>,?&]+@[^@\\s<>,?&]+")) throw Rejected.invalid("contact", "not an e-mail address");
        var hosts = names.stream().map(AcmePlan::host).distinct().toList();
        if (hosts.size() > MAX_NAMES) throw Rejected.invalid("names", "at most {0} names", MAX_NAMES);
        if (enabled && !agreed) throw Rejected.invalid("agreed", "without agreement to its terms the authority makes no certificate");
        if (enabled && hosts.isEmpty()) throw Rejected.invalid("names", "name at least one host");
        return new AcmePlan(enabled, directory, contact, agreed, hosts);
    }

    private static void address(String directory) {
        try {
            var uri = new URI(directory);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) return;
        } catch (URISyntaxException _) {
            // said below
        }
        throw Rejected.invalid("directory", "not an address that begins with https://");
    }

    /// RFC 8555 §8.3: a wildcard is no host that could answer.
    private static String host(String name) {
        var text = name.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("*.")) throw Rejected.invalid("names", "{0} cannot be had this way: name the hosts one by one, or upload a certificate", text);
        return DomainKey.of(text).map(DomainKey::name).filter(host -> host.contains(".")).orElseThrow(() -> Rejected.invalid("names", "{0} is not a full host name", name));
    }
}
