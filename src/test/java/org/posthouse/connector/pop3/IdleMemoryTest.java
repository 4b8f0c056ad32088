package org.posthouse.connector.pop3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Limits;
import org.posthouse.connector.api.Service;

class IdleMemoryTest extends Pop3Test {
    private static final int CONNECTIONS = 1000;
    private static final long MOST = 10 << 10;

    /// Both ends are in this heap, so the bound is a generous one.
    @Test void anIdleConnectionCostsAFewKilobytesOfHeap() throws Exception {
        int port = open(Service.POP3, Limits.DEFAULT);
        List<SocketChannel> clients = new ArrayList<>();
        try {
            greet(clients, port, 10);   // classes, buffers and texts that are there once
            long before = used();
            greet(clients, port, CONNECTIONS);
            long each = (used() - before) / CONNECTIONS;
            assertTrue(each < MOST, () -> each + " octets a connection");
        } finally {
            for (var client : clients) client.close();
        }
        await("end", () -> post.sessions().isEmpty());
    }

    private static void greet(List<SocketChannel> clients, int port, int count) throws Exception {
        var greeting = ByteBuffer.allocate(512);
        for (int i = 0; i < count; i++) {
            var client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            clients.add(client);
            client.write(ByteBuffer.wrap("USER jane\r\n".getBytes()));
            int lines = 0;
            while (lines < 2) {
                client.read(greeting.clear());
                for (int at = 0; at < greeting.position(); at++) if (greeting.get(at) == '\n') lines++;
            }
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
