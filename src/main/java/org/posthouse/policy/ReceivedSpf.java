package org.posthouse.policy;

import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Sender;
import org.posthouse.mime.Address;
import org.posthouse.spf.SpfOutcome;

/// What SPF said, for readers of the message.
public final class ReceivedSpf {
    private ReceivedSpf() { }

    /// The field that tells readers of what SPF said (RFC 7208 §9.1), with its CRLF.
    public static String field(String receiver, Client client, Sender sender, SpfOutcome outcome) {
        var from = sender.path().address().map(Address::toString).orElse("");
        var words = switch (outcome.result()) {
            case PASS -> "domain of " + from + " designates " + client.remote().getAddress().getHostAddress() + " as permitted sender";
            case FAIL, SOFTFAIL -> "domain of " + from + " does not designate " + client.remote().getAddress().getHostAddress() + " as permitted sender";
            case NEUTRAL -> "domain of " + from + " says nothing about " + client.remote().getAddress().getHostAddress();
            case NONE -> "domain of " + from + " has no SPF record";
            case TEMPERROR, PERMERROR -> outcome.problem();
        };
        var helo = client.helo().matches("[A-Za-z0-9.-]{1,255}") ? "\r\n\thelo=" + client.helo() + ";" : "";
        var mechanism = outcome.mechanism().matches("[!-~&&[^()\\\\\";]]{1,120}") ? "\r\n\tmechanism=" + quoted(outcome.mechanism()) + ";" : "";
        return "Received-SPF: " + outcome.result().label() + " (" + comment(receiver + ": " + words) + ")\r\n\tclient-ip=" + client.remote().getAddress().getHostAddress().replaceAll("%.*", "")
                + ";\r\n\tenvelope-from=" + quoted(from) + ";" + helo + mechanism + "\r\n\treceiver=" + receiver + "; identity=mailfrom;\r\n";
    }

    private static String comment(String text) { return (text.length() > 700 ? text.substring(0, 700) : text).replaceAll("[\\p{Cntrl}()\\\\]", "?"); }

    private static String quoted(String text) { return '"' + text.replaceAll("\\p{Cntrl}", "?").replace("\\", "\\\\").replace("\"", "\\\"") + '"'; }
}
