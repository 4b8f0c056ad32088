package org.posthouse.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name server on a free UDP port of loopback that knows one zone, as a master file has it (RFC 1035 §5), and follows no alias out of an answer.
public final class TestNameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<Record> zone = new ArrayList<>();
    /// What was asked, `MX example.org.`.
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /// Changes an answer; null leaves it out.
    public volatile UnaryOperator<Message> change = UnaryOperator.identity();

    public TestNameServer(String masterFile) {
        try (var lines = new Master(new java.io.ByteArrayInputStream(masterFile.getBytes(java.nio.charset.StandardCharsets.UTF_8)), Name.root, 300)) {
            for (var record = lines.nextRecord(); record != null; record = lines.nextRecord()) zone.add(record);
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /// As `posthouse.resolvers` takes it.
    public String address() { return "127.0.0.1:" + socket.getLocalPort(); }

    private void serve() {
        var buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                var answer = Optional.ofNullable(change.apply(answer(new Message(java.nio.ByteBuffer.wrap(buffer, 0, packet.getLength())))));
                if (answer.isEmpty()) continue;
                var octets = answer.get().toWire();
                socket.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                // the loop looks
            }
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        asked.add(Type.string(question.getType()) + " " + question.getName());
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        var there = zone.stream().filter(record -> record.getName().equals(question.getName())).toList();
        there.stream().filter(record -> record.getType() == question.getType() || record.getType() == Type.CNAME).forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (there.isEmpty()) answer.getHeader().setRcode(Rcode.NXDOMAIN);
        if (answer.getSection(Section.ANSWER).isEmpty()) zone.stream().filter(SOARecord.class::isInstance).forEach(soa -> answer.addRecord(soa, Section.AUTHORITY));
        return answer;
    }

    @Override public void close() { socket.close(); }
}
