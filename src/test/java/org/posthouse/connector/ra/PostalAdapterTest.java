package org.posthouse.connector.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Content;
import org.posthouse.connector.api.Control;
import org.posthouse.connector.api.Maildrop;
import org.posthouse.connector.api.MaildropVerdict;
import org.posthouse.connector.api.Service;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.listen.HouseFault;
import org.posthouse.connector.listen.Overloaded;

class PostalAdapterTest {
    private final MockFactory factory = new MockFactory();
    private final EndpointBridge bridge = new EndpointBridge(new CallGate(2, Duration.ofMillis(100)));

    /// Hands out endpoints as a container does, at most `size` at a time.
    private static final class MockFactory implements MessageEndpointFactory {
        final AtomicInteger out = new AtomicInteger();
        final AtomicInteger created = new AtomicInteger();
        int size = 10;

        @Override public MessageEndpoint createEndpoint(XAResource xa) throws UnavailableException {
            if (out.incrementAndGet() > size) {
                out.decrementAndGet();
                throw new UnavailableException("pool is empty");
            }
            created.incrementAndGet();
            return new MockEndpoint(this);
        }

        @Override public MessageEndpoint createEndpoint(XAResource xa, long timeout) throws UnavailableException { return createEndpoint(xa); }

        @Override public boolean isDeliveryTransacted(Method method) { return true; }

        @Override public String getActivationName() { return "maildrop"; }

        @Override public Class<?> getEndpointClass() { return MockEndpoint.class; }
    }

    private record MockEndpoint(MockFactory factory) implements MessageEndpoint, Maildrop {
        @Override public void beforeDelivery(Method method) { throw new AssertionError("the container begins transactions itself"); }

        @Override public void afterDelivery() { throw new AssertionError("the container ends transactions itself"); }

        @Override public void release() { factory.out.decrementAndGet(); }

        @Override public MaildropVerdict open(Client client, SignedIn who) { return new MaildropVerdict.InUse(); }

        @Override public Optional<Content> content(long drop, long message) { return Optional.empty(); }

        @Override public boolean update(long drop, Set<Long> deleted) { throw new IllegalStateException("made for this test"); }

        @Override public void release(long drop) { }
    }

    @Test void aCallReachesTheBeanAndGivesItBack() throws Exception {
        bridge.connect(Maildrop.class, factory);
        assertEquals(Optional.empty(), bridge.maildrop(drop -> drop.content(1, 2)));
        assertEquals(0, factory.out.get());
        assertEquals(1, factory.created.get());
    }

    @Test void aCallSeesTheBeansClassLoaderAndTheSessionItsOwnAfterwards() throws Exception {
        bridge.connect(Maildrop.class, factory);
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            assertSame(MockEndpoint.class.getClassLoader(), bridge.maildrop(drop -> Thread.currentThread().getContextClassLoader()));
            assertNull(thread.getContextClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test void anExceptionOfTheBeanIsAFaultOfTheHouse() throws Exception {
        bridge.connect(Maildrop.class, factory);
        var fault = assertThrows(HouseFault.class, () -> bridge.maildrop(drop -> drop.update(1, Set.of())));
        assertInstanceOf(IllegalStateException.class, fault.getCause());
        assertEquals(0, factory.out.get());
        assertEquals("room", bridge.maildrop(drop -> "room"));
    }

    @Test void withoutABeanTheHouseIsOverloaded() throws Exception {
        assertThrows(Overloaded.class, () -> bridge.maildrop(drop -> true));
        bridge.connect(Maildrop.class, factory);
        assertEquals("room", bridge.maildrop(drop -> "room"));
        bridge.disconnect(factory);
        assertThrows(Overloaded.class, () -> bridge.maildrop(drop -> true));
    }

    @Test void aPoolThatRefusesIsOverloadToo() throws Exception {
        factory.size = 0;
        bridge.connect(Maildrop.class, factory);
        assertThrows(Overloaded.class, () -> bridge.maildrop(drop -> true));
        factory.size = 1;
        assertThrows(Overloaded.class, () -> bridge.maildrop(drop -> { throw new RuntimeException(new UnavailableException("inside")); }));
        assertEquals("room", bridge.maildrop(drop -> "room"));
    }

    @Test void whoFindsNoRoomInTimeIsTurnedAway() throws Exception {
        bridge.connect(Maildrop.class, factory);
        var inside = new CountDownLatch(2);
        var goOn = new CountDownLatch(1);
        var calls = List.of(CompletableFuture.supplyAsync(() -> wait(inside, goOn), Thread::startVirtualThread),
                CompletableFuture.supplyAsync(() -> wait(inside, goOn), Thread::startVirtualThread));
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        assertThrows(Overloaded.class, () -> bridge.maildrop(drop -> true));
        goOn.countDown();
        for (var call : calls) assertTrue(call.get());
        assertEquals("room", bridge.maildrop(drop -> "room"));
    }

    private boolean wait(CountDownLatch inside, CountDownLatch goOn) {
        return bridge.maildrop(drop -> {
            inside.countDown();
            try {
                return goOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException hurry) {
                return false;
            }
        });
    }

    @Test void everyInterfaceHasOneBean() throws Exception {
        bridge.connect(Maildrop.class, factory);
        assertThrows(NotSupportedException.class, () -> bridge.connect(Maildrop.class, new MockFactory()));
    }

    @Test void stoppingTheAdapterFreesEveryPort() throws Exception {
        var adapter = new PostalAdapter();
        adapter.start(null);
        var handle = new ControlHandle();
        handle.setResourceAdapter(adapter);
        handle.house(new Control.House("mx.example.test", null));
        var here = InetAddress.ofLiteral("127.0.0.1");
        int port = handle.open(new Control.Listener(Service.POP3, List.of(here), 0));
        try (var client = new Socket(here, port)) {
            assertEquals('+', client.getInputStream().read());
            adapter.stop();
            assertTrue(new String(client.getInputStream().readAllBytes()).contains("-ERR [SYS/TEMP]"));
        }
        new ServerSocket(port, 1, here).close();
        assertEquals(Map.of(), handle.sessions());
    }

    @Test void activationsAreTakenByTypeAndOthersRefused() throws Exception {
        var adapter = new PostalAdapter();
        adapter.start(null);
        var activation = new MaildropActivation();
        activation.setResourceAdapter(adapter);
        activation.validate();
        adapter.endpointActivation(factory, activation);
        adapter.endpointDeactivation(factory, activation);
        assertThrows(NotSupportedException.class, () -> adapter.endpointActivation(factory, new Foreign()));
        assertThrows(jakarta.resource.spi.IllegalStateException.class, () -> activation.setResourceAdapter(adapter));
        assertEquals(0, adapter.getXAResources(new ActivationSpec[0]).length);
    }

    @Test void aHandleWithoutItsAdapterSaysSo() {
        var handle = new ControlHandle();
        assertThrows(IllegalStateException.class, handle::sessions);
        assertThrows(ResourceException.class, () -> handle.setResourceAdapter(null));
        assertNull(handle.getResourceAdapter());
    }

    @Test void whatAHandleCanBeAskedMatchesTheControl() {
        for (Method method : Control.class.getMethods()) assertTrue(List.of(ControlHandle.class.getDeclaredMethods()).stream().anyMatch(own -> own.getName().equals(method.getName())), method::getName);
    }

    private static final class Foreign implements ActivationSpec {
        @Override public void validate() { }

        @Override public ResourceAdapter getResourceAdapter() { return null; }

        @Override public void setResourceAdapter(ResourceAdapter adapter) { }
    }
}
