package org.posthouse.form.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.domain.DomainKey;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.policy.OutsideChecks;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

@ApplicationScoped class OutsideChecksFormHandler implements FormHandler<OutsideChecksForm> {
    /// RFC 5782 §5: on no list of clients.
    private static final InetAddress NEVER_LISTED = InetAddress.ofLiteral("127.0.0.1");

    @Inject Settings settings;
    @Inject OutsideChecks checks;

    @Override public Loaded<OutsideChecksForm> load(Subject who, Key key) {
        var now = settings.inTransaction();
        return new Loaded<>(new OutsideChecksForm(now.flag(Setting.SPF), now.flag(Setting.SPF_REFUSE), now.flag(Setting.SENDER_DOMAIN), now.text(TextSetting.BLACKLIST_ZONES).lines().toList(), now.text(TextSetting.BLACKLIST_EXEMPT).lines().toList()),
                Long.toString(now.version()), "");
    }

    /// New lists are tried before they are believed: one that is given up often answers yes to everything.
    @Override public Work apply(Subject who, Key key, OutsideChecksForm form) {
        var faults = new ArrayList<Fault>();
        var zones = new ArrayList<String>();
        for (var typed : form.zones()) DomainKey.of(typed).ifPresentOrElse(zone -> zones.add(zone.name()), () -> faults.add(new Fault("zones", "{0} is no domain", typed)));
        var exempt = new ArrayList<String>();
        for (var typed : form.exempt()) AccessList.entry(typed).filter(Network.class::isInstance).ifPresentOrElse(network -> exempt.add(network.text()), () -> faults.add(new Fault("exempt", "{0} is no network; write 192.0.2.0/24 or an address", typed)));
        var known = List.of(settings.now().text(TextSetting.BLACKLIST_ZONES).split("\n"));
        for (var zone : zones) if (!known.contains(zone) && checks.has(zone, NEVER_LISTED)) faults.add(new Fault("zones", "{0} lists every address, so all mail would be refused", zone));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        var fields = new SettingFields().put("spf", Setting.SPF, form.spf()).put("spfRefuse", Setting.SPF_REFUSE, form.spfRefuse()).put("senderDomain", Setting.SENDER_DOMAIN, form.senderDomain())
                .put("zones", TextSetting.BLACKLIST_ZONES, String.join("\n", zones)).put("exempt", TextSetting.BLACKLIST_EXEMPT, String.join("\n", exempt));
        return () -> {
            fields.into(settings);
            return Applied.to(Key.NONE, "");
        };
    }
}
