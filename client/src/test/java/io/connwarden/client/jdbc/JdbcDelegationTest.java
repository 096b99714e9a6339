package io.connwarden.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.client.call.AttemptTracker;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every JDBC method reaches the driver with the same arguments, except the few that the router implements. */
class JdbcDelegationTest {
    private static final Set<String> NOT_DELEGATED = Set.of("close", "getConnection");

    private final List<String> reached = new ArrayList<>();

    static Stream<Method> connectionMethods() {
        return methods(Connection.class).filter(method -> !NOT_DELEGATED.contains(method.getName()));
    }

    static Stream<Method> statementMethods() {
        return methods(Statement.class).filter(method -> !method.getName().equals("getConnection"));
    }

    static Stream<Method> preparedMethods() {
        return methods(PreparedStatement.class)
                .filter(method -> !method.getName().equals("getConnection"));
    }

    static Stream<Method> callableMethods() {
        return methods(CallableStatement.class)
                .filter(method -> !method.getName().equals("getConnection"));
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("connectionMethods")
    void every_connection_method_reaches_the_driver(Method method) throws ReflectiveOperationException, SQLException {
        assertPassedOn(counted(), method);
    }

    @ParameterizedTest
    @MethodSource("statementMethods")
    void every_statement_method_reaches_the_driver(Method method) throws ReflectiveOperationException, SQLException {
        assertPassedOn(counted().createStatement(), method);
    }

    @ParameterizedTest
    @MethodSource("preparedMethods")
    void every_prepared_statement_method_reaches_the_driver(Method method)
            throws ReflectiveOperationException, SQLException {
        assertPassedOn(counted().prepareStatement("SELECT 1"), method);
    }

    @ParameterizedTest
    @MethodSource("callableMethods")
    void every_callable_statement_method_reaches_the_driver(Method method)
            throws ReflectiveOperationException, SQLException {
        assertPassedOn(counted().prepareCall("CALL it()"), method);
    }

    private Connection counted() throws SQLException {
        return LeasedConnection.forQuery(driver(), new NoControl(), new AttemptTracker(), ReadCheck.NONE);
    }

    private Connection driver() {
        return recording(Connection.class);
    }

    private void assertPassedOn(Object seen, Method method) throws ReflectiveOperationException {
        @Nullable Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(JdbcDelegationTest::sample)
                .toArray();
        reached.clear();
        method.invoke(seen, arguments);
        // A lease asks for itself whether its connection is open.
        assertThat(reached)
                .filteredOn(reach ->
                        !reach.startsWith("isClosed") || method.getName().equals("isClosed"))
                .containsExactly(call(method, arguments));
    }

    private <T> T recording(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, with) -> {
            if (method.getDeclaringClass() == Object.class) {
                return "a driver's " + type.getSimpleName();
            }
            reached.add(call(method, with));
            return answer(method.getReturnType());
        }));
    }

    private static String call(Method method, @Nullable Object @Nullable [] arguments) {
        return method.getName()
                + Arrays.toString(method.getParameterTypes())
                + (arguments == null ? "[]" : Arrays.deepToString(arguments));
    }

    private @Nullable Object answer(Class<?> type) {
        if (Statement.class.isAssignableFrom(type) || type == DatabaseMetaData.class) {
            return recording(type);
        }
        return sample(type);
    }

    /** Returns a value that differs from the default of the type, if there is one. */
    private static @Nullable Object sample(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == String.class) {
            return "SELECT 1";
        }
        if (type == Class.class) {
            return String.class;
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        }
        return type.isPrimitive() && type != void.class ? number(type) : null;
    }

    private static Object number(Class<?> type) {
        if (type == byte.class) {
            return (byte) 7;
        }
        if (type == short.class) {
            return (short) 7;
        }
        if (type == long.class) {
            return 7L;
        }
        if (type == float.class) {
            return 7f;
        }
        return type == double.class ? (Object) 7d : (Object) 7;
    }
}
