package org.posthouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthouse.account.AgreedAddresses;
import org.posthouse.account.Directory;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.setting.Setting;
import org.posthouse.setting.Settings;
import org.posthouse.sieve.Action;
import org.posthouse.sieve.Verdict;

/// What of a script's decision may leave the house (RFC 5228 §10: a redirect is a way to send mail to people who did not ask for it): only to those who agreed, and so many messages of one account a day. What may
/// not leave stays. The count is in memory only: a restart begins anew.
@ApplicationScoped public class Redirects {
    private static final long DAY = 86_400_000;

    @Inject AgreedAddresses agreed;
    @Inject Directory directory;
    @Inject Settings settings;
    @Inject Clock clock;

    private final Map<Long, Integer> counts = new HashMap<>();
    private long day = -1;

    /// @param verdict  without what may not leave, and kept where nothing else keeps it
    /// @param withheld addresses to which it does not go
    /// @param spent    why, where it is not for want of an agreement: for the owner
    record Judged(Verdict verdict, List<String> withheld, Optional<String> spent) { }

    Judged judge(long account, Verdict verdict) {
        var withheld = new ArrayList<String>();
        var spent = Optional.<String>empty();
        var left = new ArrayList<Action>();
        for (var action : verdict.actions()) {
            var away = action instanceof Action.Redirect(var to) ? address(to).filter(address -> !directory.isLocal(address)) : Optional.<Address>empty();
            if (away.isEmpty()) {
                left.add(action);
                continue;
            }
            boolean allowed = agreed.allows(account, away.get());
            if (allowed && count(account)) left.add(action);
            else {
                withheld.add(away.get().toString());
                if (allowed) spent = Optional.of("more than " + settings.now().value(Setting.SCRIPTS_REDIRECTS) + " messages to addresses elsewhere within a day");
            }
        }
        if (withheld.isEmpty()) return new Judged(verdict, List.of(), Optional.empty());
        if (left.stream().noneMatch(action -> action instanceof Action.Keep || action instanceof Action.FileInto)) left.add(new Action.Keep(List.of()));
        return new Judged(new Verdict(left), List.copyOf(withheld), spent);
    }

    private synchronized boolean count(long account) {
        long most = settings.now().value(Setting.SCRIPTS_REDIRECTS);
        if (most == 0) return true;
        long today = clock.millis() / DAY;
        if (today != day) {
            day = today;
            counts.clear();
        }
        if (counts.getOrDefault(account, 0) >= most) return false;
        counts.merge(account, 1, Integer::sum);
        return true;
    }

    private static Optional<Address> address(String text) { return PathRead.parse("<" + text + ">") instanceof PathRead.Good(var path, _) ? path.address() : Optional.empty(); }
}
