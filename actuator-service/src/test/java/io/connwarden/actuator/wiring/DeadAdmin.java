package io.connwarden.actuator.wiring;

import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;

/** An admin client that fails each request, as one without its thread does. */
final class DeadAdmin {
    private DeadAdmin() {}

    /**
     * Creates a client.
     *
     * @param request the method that fails
     * @param calls receives {@code create} and the names of all other methods that are called
     */
    static Admin create(String request, List<String> calls) {
        calls.add("create");
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(request)) {
                        throw new TimeoutException("The AdminClient thread has exited.");
                    }
                    calls.add(method.getName());
                    return null;
                });
    }
}
