package org.posthouse.sieve;

import java.util.ArrayList;
import java.util.List;
import org.posthouse.sieve.Node.Argument;

/// From words to commands (RFC 5228 §8.2).
final class Parser {
    private final Lexer lexer;
    private final Limits limits;
    private Token token;

    Parser(String text, Limits limits) throws ScriptFault {
        lexer = new Lexer(text);
        this.limits = limits;
        token = lexer.next();
    }

    List<Node> script() throws ScriptFault {
        var commands = commands(0);
        if (!token.is(Token.Kind.END)) throw unexpected("a command");
        return commands;
    }

    private List<Node> commands(int depth) throws ScriptFault {
        if (depth > limits.depth()) throw new ScriptFault(token.line(), "blocks are more than " + limits.depth() + " deep");
        var all = new ArrayList<Node>();
        while (token.is(Token.Kind.IDENTIFIER)) all.add(command(depth));
        return all;
    }

    private Node command(int depth) throws ScriptFault {
        var name = take();
        var arguments = arguments();
        var tests = tests(depth);
        if (token.is(Token.Kind.SEMICOLON)) {
            take();
            return new Node(name.text(), arguments, tests, false, List.of(), name.line());
        }
        if (!token.is(Token.Kind.OPEN_BLOCK)) throw unexpected("; or a block");
        take();
        var block = commands(depth + 1);
        if (!token.is(Token.Kind.CLOSE_BLOCK)) throw unexpected("} or a command");
        take();
        return new Node(name.text(), arguments, tests, true, block, name.line());
    }

    private List<Argument> arguments() throws ScriptFault {
        var all = new ArrayList<Argument>();
        while (true) {
            switch (token.kind()) {
                case TAG -> all.add(new Argument.Tag(take().text()));
                case NUMBER -> all.add(new Argument.Number(take().number()));
                case STRING -> all.add(new Argument.Strings(List.of(take().text()), false));
                case OPEN_LIST -> all.add(new Argument.Strings(list(), true));
                default -> { return all; }
            }
        }
    }

    private List<String> list() throws ScriptFault {
        take();
        var all = new ArrayList<String>();
        while (!token.is(Token.Kind.CLOSE_LIST)) {
            if (!all.isEmpty()) expect(Token.Kind.COMMA, ", or ]");
            if (!token.is(Token.Kind.STRING)) throw unexpected("a string");
            if (all.size() == limits.strings()) throw new ScriptFault(token.line(), "a list has more than " + limits.strings() + " strings");
            all.add(take().text());
        }
        take();
        return all;
    }

    private List<Node> tests(int depth) throws ScriptFault {
        if (token.is(Token.Kind.IDENTIFIER)) return List.of(test(depth + 1));
        if (!token.is(Token.Kind.OPEN_TESTS)) return List.of();
        take();
        var all = new ArrayList<Node>();
        do {
            if (!all.isEmpty()) expect(Token.Kind.COMMA, ", or )");
            if (!token.is(Token.Kind.IDENTIFIER)) throw unexpected("a test");
            all.add(test(depth + 1));
        } while (!token.is(Token.Kind.CLOSE_TESTS));
        take();
        return all;
    }

    private Node test(int depth) throws ScriptFault {
        if (depth > limits.depth()) throw new ScriptFault(token.line(), "tests are more than " + limits.depth() + " deep");
        var name = take();
        var arguments = arguments();
        return new Node(name.text(), arguments, tests(depth), false, List.of(), name.line());
    }

    private void expect(Token.Kind kind, String what) throws ScriptFault {
        if (!token.is(kind)) throw unexpected(what);
        take();
    }

    private Token take() throws ScriptFault {
        var taken = token;
        token = lexer.next();
        return taken;
    }

    private ScriptFault unexpected(String wanted) { return new ScriptFault(token.line(), "here should stand " + wanted + ", not " + token); }
}
