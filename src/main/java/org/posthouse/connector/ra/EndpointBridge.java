package org.posthouse.connector.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.posthouse.connector.api.MailIntake;
import org.posthouse.connector.api.Maildrop;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.Turn;
import org.posthouse.connector.listen.Endpoints;
import org.posthouse.connector.listen.HouseFault;
import org.posthouse.connector.listen.Overloaded;

/// Calls message-driven beans of the house on the caller's own (virtual) thread. Container-managed transactions need nothing more here: without
/// `beforeDelivery` the container begins and ends them around each call (Jakarta Connectors 2.1 §13.5.6, option A).
final class EndpointBridge implements Endpoints {
    private static final Function<Class<?>, String> NAME = Class::getSimpleName;

    private final CallGate gate;
    private final Map<Class<?>, Bean> beans = new ConcurrentHashMap<>();

    /// Where the endpoints of one interface come from, and the class loader its code expects to find as the context's: a session's thread has the connector's.
    private record Bean(MessageEndpointFactory factory, ClassLoader loader) { }

    EndpointBridge(CallGate gate) { this.gate = gate; }

    /// @throws NotSupportedException when another bean already implements this interface
    void connect(Class<?> endpoint, MessageEndpointFactory factory) throws NotSupportedException {
        var bean = new Bean(factory, factory.getEndpointClass().getClassLoader());
        if (beans.putIfAbsent(endpoint, bean) != null) throw new NotSupportedException("a second bean for " + NAME.apply(endpoint));
    }

    void disconnect(MessageEndpointFactory factory) { beans.values().removeIf(bean -> bean.factory == factory); }

    @Override public <R> R intake(Function<MailIntake, R> call) { return call(MailIntake.class, call); }

    @Override public <R> R signIn(Function<SignIn, R> call) { return call(SignIn.class, call); }

    @Override public <R> R turn(Function<Turn, R> call) { return call(Turn.class, call); }

    @Override public <R> R maildrop(Function<Maildrop, R> call) { return call(Maildrop.class, call); }

    private <E, R> R call(Class<E> type, Function<E, R> call) {
        gate.enter();
        try {
            var bean = beans.get(type);
            if (bean == null) throw new Overloaded("no house: nothing implements " + NAME.apply(type));
            return within(bean, type, call);
        } finally {
            gate.leave();
        }
    }

    private static <E, R> R within(Bean bean, Class<E> type, Function<E, R> call) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(bean.loader);
        MessageEndpoint endpoint = null;
        try {
            endpoint = bean.factory.createEndpoint(null);
            return call.apply(type.cast(endpoint));
        } catch (UnavailableException full) {
            throw new Overloaded("the container has no bean for " + NAME.apply(type), full);
        } catch (RuntimeException | Error fault) {
            throw refusedByPool(fault) ? new Overloaded("the container has no bean for " + NAME.apply(type), fault) : new HouseFault(fault);
        } finally {
            if (endpoint != null) endpoint.release();
            thread.setContextClassLoader(before);
        }
    }

    /// The container may notice only inside the call that its pool is empty, and wraps that.
    private static boolean refusedByPool(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) if (cause instanceof UnavailableException) return true;
        return false;
    }
}
