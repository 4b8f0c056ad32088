package org.posthouse.appliance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.ServiceRules;
import org.posthouse.domain.Rejected;

class ServiceCheckTest {
    private static final String HERE = "127.0.0.1";

    /// POP3 listens on port 2110 of this machine, as far as the house knows.
    private static ServiceCheck check() {
        var check = new ServiceCheck();
        check.listeners = new Listeners() {
            @Override public List<State> states() {
                return List.of(new State(Service.POP3, new Wish(true, 2110, List.of(HERE), ServiceRules.NONE), true, 2110, Instant.EPOCH, 0, Optional.empty()));
            }
        };
        return check;
    }

    private static String refused(Service service, List<String> addresses, int port) {
        var fault = assertThrows(Rejected.class, () -> check().check(service, addresses, port)).faults().getFirst();
        return fault.field() + ": " + fault.message();
    }

    @Test void whatIsNoAddressOfThisMachineIsToldAtItsField() {
        assertEquals("addresses: at least one address", refused(Service.SMTP, List.of(), 0));
        assertEquals("addresses: mail.example.org is no IP address", refused(Service.SMTP, List.of("mail.example.org"), 0));
        assertEquals("addresses: 192.0.2.7 is no address of this machine", refused(Service.SMTP, List.of(HERE, "192.0.2.7"), 0));
    }

    @Test void aPortThatSomebodyHasIsToldAtItsField() throws IOException {
        assertEquals("port: port 2110 belongs to the service pop3", refused(Service.SMTP, List.of(HERE), 2110));
        assertEquals("port: port 2110 belongs to the service pop3", refused(Service.SMTP, List.of("::"), 2110));
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(HERE))) {
            assertEquals("port: port " + taken.getLocalPort() + " is taken by another program on 127.0.0.1", refused(Service.SMTP, List.of(HERE), taken.getLocalPort()));
        }
    }

    @Test void whatIsFreeOrItsOwnIsFine() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HERE))) {
            free = socket.getLocalPort();
        }
        assertDoesNotThrow(() -> check().check(Service.SMTP, List.of(HERE), free));
        assertDoesNotThrow(() -> check().check(Service.SMTP, List.of(HERE), 0));
        assertDoesNotThrow(() -> check().check(Service.POP3, List.of(HERE), 2110));
        assertDoesNotThrow(() -> check().check(Service.POP3, List.of("::"), 2110), "its own port cannot be tried while it has it");
    }
}
