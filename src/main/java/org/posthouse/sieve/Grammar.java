package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthouse.sieve.Node.Argument;

/// What the words of one script mean: the only place that knows all commands and tests.
final class Grammar {
    private static final Pattern ENCODED = Pattern.compile("\\$\\{(hex|unicode):((?:\\s*[0-9A-Fa-f]+)+)\\s*}", Pattern.CASE_INSENSITIVE);
    private static final Test ALWAYS = _ -> true;
    private static final Test NEVER = _ -> false;

    private final Set<String> offered;
    private final Set<String> required = new HashSet<>();

    Grammar(Set<String> offered) { this.offered = offered; }

    private final Set<String> redirects = new java.util.LinkedHashSet<>();

    Set<String> required() { return Set.copyOf(required); }

    /// Addresses as they stand behind redirect.
    List<String> redirects() { return List.copyOf(redirects); }

    Block script(List<Node> nodes) throws ScriptFault {
        int at = 0;
        for (; at < nodes.size() && nodes.get(at).name().equals("require"); at++) require(nodes.get(at));
        return block(nodes.subList(at, nodes.size()));
    }

    private void require(Node node) throws ScriptFault {
        var arguments = new Arguments(node, required);
        for (var name : arguments.strings()) {
            if (name.equals("comparator-i;octet") || name.equals("comparator-i;ascii-casemap")) continue;              // RFC 5228 §2.7.3: always there
            if (!offered.contains(name)) throw new ScriptFault(node.line(), "\"" + name + "\" is not offered here");
            required.add(name);
        }
        plain(node, arguments);
    }

    private Block block(List<Node> nodes) throws ScriptFault {
        var commands = new ArrayList<Command>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!nodes.get(i).name().equals("if")) {
                commands.add(command(nodes.get(i)));
                continue;
            }
            int end = i + 1;
            while (end < nodes.size() && nodes.get(end).name().equals("elsif")) end++;
            if (end < nodes.size() && nodes.get(end).name().equals("else")) end++;
            commands.add(choice(nodes.subList(i, end)));
            i = end - 1;
        }
        return new Block(List.copyOf(commands));
    }

    private Command choice(List<Node> nodes) throws ScriptFault {
        var branches = new ArrayList<Block.Choice.Branch>();
        for (var node : nodes) {
            boolean other = node.name().equals("else");
            if (!node.hasBlock()) throw new ScriptFault(node.line(), node.name() + " wants a block behind it");
            if (node.tests().size() != (other ? 0 : 1)) throw new ScriptFault(node.line(), other ? "else has no test" : node.name() + " wants one test");
            new Arguments(node, required).end();
            branches.add(new Block.Choice.Branch(other ? ALWAYS : test(node.tests().getFirst()), block(node.block())));
        }
        return new Block.Choice(List.copyOf(branches));
    }

    private Command command(Node written) throws ScriptFault {
        var node = decoded(written);
        var arguments = new Arguments(node, required);
        var command = switch (node.name()) {
            case "keep" -> Deliveries.keep(arguments);
            case "fileinto" -> Deliveries.fileInto(arguments);
            case "redirect" -> Deliveries.redirect(arguments, redirects::add);
            case "discard" -> (Command) run -> {
                run.discard();
                return Command.Flow.ON;
            };
            case "stop" -> (Command) _ -> Command.Flow.STOP;
            case "reject", "ereject" -> Deliveries.reject(arguments, node.name().equals("ereject"));
            case "vacation" -> VacationCommand.of(arguments);
            case "set" -> SetCommand.of(arguments);
            case "setflag", "addflag", "removeflag" -> Flags.command(arguments, node.name());
            case "addheader" -> Headers.add(arguments);
            case "deleteheader" -> Headers.delete(arguments);
            case "require" -> throw new ScriptFault(node.line(), "require stands in front of everything else");
            case "elsif", "else" -> throw new ScriptFault(node.line(), node.name() + " wants an if in front of it");
            default -> throw new ScriptFault(node.line(), "there is no command " + node.name());
        };
        plain(node, arguments);
        return command;
    }

    private static void plain(Node node, Arguments arguments) throws ScriptFault {
        arguments.end();
        if (!node.tests().isEmpty()) throw new ScriptFault(node.line(), node.name() + " has no test");
        if (node.hasBlock()) throw new ScriptFault(node.line(), node.name() + " has no block");
    }

    private Test test(Node written) throws ScriptFault {
        var node = decoded(written);
        var arguments = new Arguments(node, required);
        var inner = new ArrayList<Test>();
        for (var one : node.tests()) inner.add(test(one));
        boolean group = Set.of("anyof", "allof", "not").contains(node.name());
        if (group == inner.isEmpty() || node.name().equals("not") && inner.size() > 1) throw new ScriptFault(node.line(), group ? node.name() + " wants its tests" : node.name() + " has no tests in it");
        var test = switch (node.name()) {
            case "true" -> ALWAYS;
            case "false" -> NEVER;
            case "not" -> (Test) run -> !inner.getFirst().holds(run);
            case "anyof" -> (Test) run -> {
                for (var one : inner) if (one.holds(run)) return true;
                return false;
            };
            case "allof" -> (Test) run -> {
                for (var one : inner) if (!one.holds(run)) return false;
                return true;
            };
            case "address" -> HeaderTests.address(arguments);
            case "header" -> HeaderTests.header(arguments);
            case "exists" -> HeaderTests.exists(arguments);
            case "envelope" -> HeaderTests.envelope(arguments);
            case "size" -> size(arguments);
            case "body" -> BodyTest.of(arguments);
            case "string" -> SetCommand.string(arguments);
            case "date" -> DateTest.of(arguments, false);
            case "currentdate" -> DateTest.of(arguments, true);
            case "hasflag" -> Flags.test(arguments);
            case "duplicate" -> DuplicateTest.of(arguments);
            case "mailboxexists" -> mailboxExists(arguments);
            default -> throw new ScriptFault(node.line(), "there is no test " + node.name());
        };
        arguments.end();
        return test;
    }

    /// RFC 5228 §5.9.
    private static Test size(Arguments arguments) throws ScriptFault {
        var over = arguments.number("over");
        var under = arguments.number("under");
        if (over.isPresent() == under.isPresent()) throw arguments.fault("wants :over or :under");
        return run -> over.isPresent() ? run.mail.size() > over.get() : run.mail.size() < under.get();
    }

    /// RFC 5490 §3.1.
    private static Test mailboxExists(Arguments arguments) throws ScriptFault {
        arguments.needs("mailbox");
        var names = arguments.strings();
        return run -> run.texts(names).stream().allMatch(run.mail::hasFolder);
    }

    /// With `${hex: …}` and `${unicode: …}` read, where the script asked for that (RFC 5228 §2.4.2.4).
    private Node decoded(Node node) throws ScriptFault {
        if (!required.contains("encoded-character")) return node;
        var arguments = new ArrayList<Argument>();
        for (var argument : node.arguments()) {
            if (!(argument instanceof Argument.Strings(var values, var list))) {
                arguments.add(argument);
                continue;
            }
            var read = new ArrayList<String>();
            for (var value : values) read.add(decoded(value, node.line()));
            arguments.add(new Argument.Strings(List.copyOf(read), list));
        }
        return new Node(node.name(), arguments, node.tests(), node.hasBlock(), node.block(), node.line());
    }

    private static String decoded(String value, int line) throws ScriptFault {
        try {
            return ENCODED.matcher(value).replaceAll(found -> Matcher.quoteReplacement(found.group(1).equalsIgnoreCase("hex") ? hex(found.group(2)) : unicode(found.group(2))));
        } catch (IllegalArgumentException wrong) {
            throw new ScriptFault(line, "no such character: " + wrong.getMessage());
        }
    }

    private static String hex(String numbers) {
        var octets = new java.io.ByteArrayOutputStream();
        for (var number : numbers.strip().split("\\s+")) {
            if (number.length() > 2) throw new IllegalArgumentException(number);
            octets.write(Integer.parseInt(number, 16));
        }
        return octets.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String unicode(String numbers) {
        var text = new StringBuilder();
        for (var number : numbers.strip().split("\\s+")) {
            int code = number.length() > 6 ? -1 : Integer.parseInt(number, 16);
            if (!Character.isValidCodePoint(code) || code >= 0xD800 && code <= 0xDFFF) throw new IllegalArgumentException(number);
            text.appendCodePoint(code);
        }
        return text.toString();
    }
}
