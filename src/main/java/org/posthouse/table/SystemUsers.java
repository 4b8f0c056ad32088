package org.posthouse.table;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.posthouse.account.AccountTemplates;
import org.posthouse.account.Accounts;
import org.posthouse.account.DeliveryPlan;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.Reserved;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.delivery.Greetings;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.machine.Handover;
import org.posthouse.machine.Programs;
import org.posthouse.machine.Roots;
import org.posthouse.mime.Address;
import org.posthouse.mime.PathRead;
import org.posthouse.routing.TypedAlias;
import org.posthouse.routing.TypedAliases;
import org.posthouse.table.AliasesFile.Entry;
import org.posthouse.table.AliasesFile.Target;
import org.posthouse.table.Passwd.Login;
import org.posthouse.table.SystemFiles.Home;

/// People of a UNIX machine become accounts: their logins addresses, what they have said of themselves their finger text, `/etc/aliases` aliases, `.forward` what becomes of their mail. System users never do.
/// What would run a program or write a file is shown and left out, unless an administrator has registered just that. Each line is taken or refused for itself, and what is there already is left alone.
@ApplicationScoped public class SystemUsers {
    private static final int BATCH = 50;
    private static final int MOST_FINGER = 2000;
    /// Aliases behind one another that are followed where each stands in front of the one that it leads to; machines stop at ten or so.
    private static final int MOST_DEEP = 50;

    /// What became of a line, or would.
    public enum Result {
        CREATED, UNCHANGED, REFUSED,
        /// A user of the system.
        SYSTEM
    }

    /// @param file `passwd`, `aliases`, or the path of somebody's file
    /// @param line in it; 0 for the whole of it
    /// @param what a login, an alias, an address
    /// @param to   what it leads to: a name, targets
    /// @param why  it was refused or left out; else none
    /// @param link with which a new account's owner chooses a password; empty for none
    public record Line(String file, long line, String what, String to, Result result, List<Fault> why, String link) {
        public Line { why = List.copyOf(why); }

        /// In English; empty when there is none.
        public String reason() { return why.isEmpty() ? "" : why.getFirst().message(); }
    }

    /// @param links a link for each new account, for a list that is handed out
    public record Wanted(SystemFiles files, String domain, boolean links) { }

    @Inject Accounts accounts;
    @Inject AccountTemplates templates;
    @Inject DeliveryPlans deliveries;
    @Inject TypedAliases aliases;
    @Inject Programs programs;
    @Inject Roots roots;
    @Inject Greetings greetings;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    /// A second one would only get in the way of the first.
    private final Semaphore one = new Semaphore(1);

    /// Tells what [#run] would do, and changes nothing: it is done in a transaction that is rolled back.
    public List<Line> look(Wanted wanted) {
        var lines = new ArrayList<Line>();
        try {
            unitOfWork.run(() -> {
                lines.clear();
                var pass = new Pass(wanted, true);
                pass.logins.forEach(login -> lines.addAll(pass.person(login)));
                pass.aliases().forEach(alias -> lines.addAll(pass.alias(alias)));
                pass.people.values().forEach(login -> lines.addAll(pass.forward(login)));
                throw new OnlyLooked();
            });
        } catch (OnlyLooked _) {
            // rolled back, as it should be
        }
        return lines;
    }

    /// Does it, and waits until it is durable.
    ///
    /// @return empty when another one is at it; nothing was done then
    public Optional<List<Line>> run(Wanted wanted) {
        if (!one.tryAcquire()) return Optional.empty();
        try {
            var pass = new Pass(wanted, false);
            var lines = new ArrayList<Line>();
            batched(pass.logins, pass::person, lines);
            batched(unitOfWork.call(pass::aliases), pass::alias, lines);
            batched(List.copyOf(pass.people.values()), pass::forward, lines);
            durability.await();
            return Optional.of(lines);
        } finally {
            one.release();
        }
    }

    private <T> void batched(List<T> all, java.util.function.Function<T, List<Line>> work, List<Line> lines) {
        for (int from = 0; from < all.size(); from += BATCH) {
            var some = all.subList(from, Math.min(from + BATCH, all.size()));
            lines.addAll(unitOfWork.call(() -> some.stream().flatMap(each -> work.apply(each).stream()).toList()));
        }
    }

    private static final class OnlyLooked extends RuntimeException {
        private static final long serialVersionUID = 1;

        OnlyLooked() { super(null, null, false, false); }
    }

    /// The files of one machine, once through.
    private final class Pass {
        private final SystemFiles files;
        private final String domain;
        private final boolean links;
        private final boolean looking;
        private final List<Login> logins;
        private final Map<String, Login> people;
        private final Set<String> taken = new HashSet<>();
        private Set<String> known = Set.of();

        Pass(Wanted wanted, boolean looking) {
            files = wanted.files();
            domain = wanted.domain().strip();
            links = wanted.links();
            this.looking = looking;
            logins = Passwd.read(files.passwd(), files.loginDefs());
            people = Passwd.people(logins);
        }

        private String address(String local) { return local + '@' + domain; }

        // --- passwd, .plan, .project

        List<Line> person(Login login) {
            if (login.bad().isPresent()) return List.of(line("passwd", login.line(), login.login(), "", Result.REFUSED, login.bad().get()));
            if (login.other().isPresent()) return List.of(line("passwd", login.line(), login.login(), login.name(), Result.SYSTEM, login.other().get()));
            var address = address(login.login());
            try {
                if (accounts.findByAddress("address", address).isPresent()) return List.of(line("passwd", login.line(), address, login.name(), Result.UNCHANGED));
                var account = accounts.imported(templates.now().plan(login.name(), List.of(address)).finger(finger(home(login))), Optional.empty());
                var link = links && !looking ? greetings.link(account.id()) : "";
                return List.of(new Line("passwd", login.line(), address, login.name(), Result.CREATED, List.of(), link));
            } catch (Rejected refused) {
                return List.of(line("passwd", login.line(), address, login.name(), Result.REFUSED, refused.faults().getFirst()));
            }
        }

        private Home home(Login login) { return Optional.ofNullable(files.homes().get(login.home())).or(() -> Optional.ofNullable(files.homes().get(login.login()))).orElse(Home.NONE); }

        /// As finger(1) shows it: of a project its first line, and the plan whole.
        private static String finger(Home home) {
            var project = home.project().strip().lines().findFirst().orElse("");
            var text = (project + (project.isEmpty() || home.plan().isBlank() ? "" : "\n\n") + home.plan().strip()).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
            return text.length() > MOST_FINGER ? text.substring(0, Character.isHighSurrogate(text.charAt(MOST_FINGER - 1)) ? MOST_FINGER - 1 : MOST_FINGER) : text;
        }

        // --- aliases

        /// Those of the file; which names lead to somebody is found out first, since one may lead to another in any order.
        List<Entry> aliases() {
            var entries = AliasesFile.aliases(files.aliases());
            var good = new HashSet<String>();
            boolean more = true;
            for (int depth = 0; more && depth < MOST_DEEP; depth++) {
                known = good;
                more = false;
                for (var entry : entries) if (!good.contains(key(entry.name())) && entry.targets().stream().anyMatch(target -> leads(target).isPresent())) more |= good.add(key(entry.name()));
            }
            return entries;
        }

        private static String key(String name) { return name.toLowerCase(Locale.ROOT); }

        List<Line> alias(Entry entry) {
            if (entry.name().isEmpty()) return List.of(line("aliases", entry.line(), entry.targets().getFirst().text(), "", Result.REFUSED, new Fault("aliases", "is no line of an aliases file")));
            var lines = new ArrayList<Line>();
            var addresses = new LinkedHashSet<String>();
            var outlets = new ArrayList<Handover>();
            for (var target : entry.targets()) sort(target, addresses, outlets).ifPresent(fault -> lines.add(line("aliases", entry.line(), entry.name(), Passwd.cut(target.text()), Result.REFUSED, fault)));
            if (addresses.isEmpty() && outlets.isEmpty()) {
                if (lines.isEmpty()) lines.add(line("aliases", entry.line(), entry.name(), "", Result.REFUSED, new Fault("aliases", "leads to nobody")));
                return lines;
            }
            var address = entry.name().indexOf('@') < 0 ? address(entry.name()) : entry.name();
            if (!addresses.isEmpty()) for (var outlet : outlets) lines.add(line("aliases", entry.line(), entry.name(), outlet.target(), Result.REFUSED, new Fault("aliases", "an alias leads to addresses, or to one program or file")));
            var to = addresses.isEmpty() ? List.of(outlets.getFirst().target()) : List.copyOf(addresses);
            var kind = !addresses.isEmpty() ? TypedAlias.Kind.ADDRESS : outlets.getFirst().transport().equals(Handover.PROGRAM) ? TypedAlias.Kind.COMMAND : TypedAlias.Kind.PATH;
            lines.addFirst(alias(entry, address, kind, to));
            return lines;
        }

        private Line alias(Entry entry, String address, TypedAlias.Kind kind, List<String> to) {
            var words = Passwd.cut(String.join(", ", to));
            try {
                var read = read(address);
                if (read.isPresent() && Reserved.of(read.get().local()).isEmpty() && aliases.hides(address).isPresent()) throw Rejected.conflict("aliases", "is an account, and its own forwarding says where its mail goes");
                if (read.isPresent() && (!taken.add(read.get().key()) || aliases.exists(read.get()))) return line("aliases", entry.line(), address, words, Result.UNCHANGED);
                aliases.add(address, kind, to);
                return line("aliases", entry.line(), address, words, Result.CREATED);
            } catch (Rejected refused) {
                return line("aliases", entry.line(), address, words, Result.REFUSED, refused.faults().getFirst());
            }
        }

        /// Puts a target where it belongs.
        ///
        /// @return why it is left out
        private Optional<Fault> sort(Target target, Set<String> addresses, List<Handover> outlets) {
            return switch (target) {
                case Target.Name(var text) -> {
                    leads(target).ifPresent(addresses::add);
                    yield leads(target).isPresent() ? Optional.empty() : Optional.of(new Fault("aliases", "{0} is nobody here", '"' + Passwd.cut(text) + '"'));
                }
                case Target.Program program -> {
                    var registered = outlet(target);
                    registered.ifPresent(outlets::add);
                    yield registered.isPresent() ? Optional.empty() : Optional.of(new Fault("aliases", "a program that is not registered is left out"));
                }
                case Target.File file -> {
                    var registered = outlet(target);
                    registered.ifPresent(outlets::add);
                    yield registered.isPresent() ? Optional.empty() : Optional.of(new Fault("aliases", "a file below no registered folder is left out"));
                }
                case Target.Include _ -> Optional.of(new Fault("aliases", "a file with addresses is left out; make an alias of that type"));
            };
        }

        /// The address or outlet that a word of the file stands for, where that is somebody's.
        private Optional<String> leads(Target target) {
            if (!(target instanceof Target.Name(var text))) return outlet(target).map(Handover::target);
            var plain = text.startsWith("\\") ? text.substring(1) : text;
            if (read(plain).filter(address -> !address.domain().isEmpty()).isPresent()) return aliases.nobodys(List.of(plain)).isEmpty() ? Optional.of(plain) : Optional.empty();
            if (plain.indexOf('@') >= 0 || !plain.matches("[^\\s\\p{Cntrl}]{1,64}")) return Optional.empty();
            boolean there = people.containsKey(plain) || known.contains(key(plain)) || Reserved.of(plain).isPresent() || aliases.nobodys(List.of(address(plain))).isEmpty();
            return there ? Optional.of(address(plain)) : Optional.empty();
        }

        /// A program that is registered with that path and those arguments, a file below a registered folder.
        private Optional<Handover> outlet(Target target) {
            return switch (target) {
                case Target.Program program -> {
                    var command = program.command();
                    yield programs.all().stream().filter(one -> one.path().equals(command[0]) && one.arguments().strip().equals(command.length > 1 ? command[1].strip() : "")).findFirst().map(one -> new Handover(Handover.PROGRAM, one.name()));
                }
                case Target.File(var path) -> roots.all().stream().filter(root -> path.startsWith(root.folder().replaceFirst("/+$", "") + "/")).map(root -> root.name() + path.substring(root.folder().replaceFirst("/+$", "").length()))
                        .filter(place -> roots.place(place).isPresent()).findFirst().map(place -> new Handover(place.endsWith("/") ? Handover.MAILDROP : Handover.FILE, place));
                default -> Optional.empty();
            };
        }

        // --- .forward

        List<Line> forward(Login login) {
            var file = login.home() + "/.forward";
            var targets = AliasesFile.forward(home(login).forward());
            if (targets.isEmpty()) return List.of();
            var address = address(login.login());
            var account = read(address).isEmpty() ? Optional.<org.posthouse.account.Account>empty() : accounts.findByAddress("address", address);
            if (account.isEmpty()) return List.of();                     // that it was refused stands there already
            var lines = new ArrayList<Line>();
            var addresses = new LinkedHashSet<String>();
            var outlets = new ArrayList<Handover>();
            boolean keeps = false;
            for (var target : targets) {
                boolean self = target instanceof Target.Name(var text) && (text.replaceFirst("^\\\\", "").equalsIgnoreCase(login.login()) || text.equalsIgnoreCase(address));
                keeps |= self;
                if (!self) sort(target, addresses, outlets).ifPresent(fault -> lines.add(line(file, 0, address, Passwd.cut(target.text()), Result.REFUSED, new Fault("forward", fault.pattern(), fault.arguments()))));
            }
            keeps |= !lines.isEmpty();                                   // who got a copy somewhere else has it here instead
            if (addresses.isEmpty() && outlets.isEmpty()) return lines;
            var plan = new DeliveryPlan(true, List.copyOf(addresses), keeps, outlets);
            var words = Passwd.cut(String.join(", ", java.util.stream.Stream.concat(addresses.stream(), outlets.stream().map(Handover::target)).toList()));
            lines.addFirst(forward(file, account.get(), plan, words));
            return lines;
        }

        private Line forward(String file, org.posthouse.account.Account account, DeliveryPlan plan, String words) {
            var address = account.primaryAddress();
            try {
                if (!deliveries.load(account.id()).equals(DeliveryPlan.HERE)) return line(file, 0, address, words, Result.UNCHANGED);
                if (looking) deliveries.checked(account, plan);          // nobody is asked before somebody has said that it shall be so
                else deliveries.save(account.id(), plan);
                return line(file, 0, address, words, Result.CREATED);
            } catch (Rejected refused) {
                return line(file, 0, address, words, Result.REFUSED, refused.faults().getFirst());
            }
        }
    }

    private static Line line(String file, long line, String what, String to, Result result, Fault... why) { return new Line(file, line, what, to, result, List.of(why), ""); }

    private static Optional<Address> read(String text) { return PathRead.parse('<' + text + '>') instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address() : Optional.empty(); }

    /// How many came to what.
    public static Map<Result, Long> counts(List<Line> lines) {
        var counts = new HashMap<Result, Long>();
        for (var result : Result.values()) counts.put(result, lines.stream().filter(line -> line.result() == result).count());
        return counts;
    }
}
