package org.posthouse.connector.ra;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.listen.Protocol;
import org.posthouse.connector.pop3.Pop3;
import org.posthouse.connector.smtp.SmtpProtocol;

/// What is spoken on which service.
final class Protocols {
    private Protocols() { }

    static Map<Service, Protocol> all() {
        var spoken = new EnumMap<Service, Protocol>(Service.class);
        var smtp = new SmtpProtocol();
        for (Service service : List.of(Service.SMTP, Service.SUBMISSION, Service.SUBMISSIONS, Service.LMTP)) spoken.put(service, smtp);
        var pop3 = new Pop3();
        spoken.put(Service.POP3, pop3);
        spoken.put(Service.POP3S, pop3);
        return spoken;
    }
}
