package org.posthouse.setting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/// What this house calls itself in greetings, Received fields and links: the name chosen on a form, else the one given at the start.
@ApplicationScoped public class HostName {
    @Inject Config config;
    @Inject Settings settings;

    public String now() { return of(settings.now()); }

    public String of(Snapshot snapshot) {
        var chosen = snapshot.text(TextSetting.HOUSE_HOSTNAME);
        return chosen.isEmpty() ? given() : chosen;
    }

    /// Where browsers find this house, for links in mail; ends in `/`.
    public String web(Snapshot snapshot) { return (snapshot.text(TextSetting.WEB_URL).isEmpty() ? "https://" + of(snapshot) : snapshot.text(TextSetting.WEB_URL)) + "/"; }

    /// At the start, or the machine's own.
    public String given() { return config.getOptionalValue("posthouse.hostname", String.class).filter(name -> !name.isBlank()).orElse("localhost"); }
}
