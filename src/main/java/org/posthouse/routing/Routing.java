package org.posthouse.routing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Directory;
import org.posthouse.mime.Address;

/// Asks the resolvers in their order.
@ApplicationScoped
public class Routing {
    private final Directory directory;
    private final List<Resolver> resolvers;

    /// For the container's proxy.
    protected Routing() {
        directory = null;
        resolvers = List.of();
    }

    @Inject Routing(Directory directory, @Any Instance<Resolver> resolvers) {
        this.directory = directory;
        this.resolvers = resolvers.handlesStream().sorted(Comparator.comparingInt(handle -> priority(handle.getBean().getBeanClass())))
                .<Resolver>map(Instance.Handle::get).toList();
    }

    /// Wired by hand, in any order.
    Routing(Directory directory, List<Resolver> resolvers) {
        this.directory = directory;
        this.resolvers = resolvers.stream().sorted(Comparator.comparingInt(resolver -> priority(resolver.getClass()))).toList();
    }

    public Resolution resolve(Address address) {
        for (var resolver : resolvers) {
            var found = resolver.resolve(address);
            if (found.isPresent()) return found.get();
        }
        return directory.isLocal(address) ? new Resolution.Unknown(address) : new Resolution.Elsewhere(address);
    }

    private static int priority(Class<?> resolver) {
        return Optional.ofNullable(resolver.getAnnotation(Priority.class)).map(Priority::value).orElse(Integer.MAX_VALUE);
    }
}
