package org.posthouse.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.posthouse.account.Postmasters;
import org.posthouse.database.UnitOfWork;
import org.posthouse.housemail.HouseMail;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// Tells Postmaster that the mail servers of a domain are this house, which does not know the domain: a letter a day for each domain, however much mail there is.
@ApplicationScoped public class LoopNotice {
    private static final System.Logger LOG = System.getLogger(LoopNotice.class.getName());
    private static final int MOST = 1000;

    @Inject HouseMail mail;
    @Inject Postmasters postmasters;
    @Inject Settings settings;
    @Inject HostName hostName;
    @Inject UnitOfWork work;
    @Inject Clock clock;

    private final Map<String, LocalDate> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(Map.Entry<String, LocalDate> eldest) { return size() > MOST; }
    };

    void tell(String domain) {
        var today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        synchronized (told) {
            if (today.equals(told.put(domain, today))) return;
        }
        LOG.log(Level.WARNING, "event=mx-loop domain={0}", domain);
        var texts = Texts.in(Language.of(settings.now().text(TextSetting.HOUSE_LANGUAGE)).orElse(Language.ENGLISH));
        work.run(() -> {
            var address = postmasters.postmaster().primaryAddress();
            mail.post("mx-loop/" + domain + "/" + today, address, texts.get("mx-loop", "subject", domain), texts.get("mx-loop", "text", domain, hostName.now()), List.of(address));
        });
    }
}
