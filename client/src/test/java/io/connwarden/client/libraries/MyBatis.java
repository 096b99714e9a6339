package io.connwarden.client.libraries;

import javax.sql.DataSource;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis with a mapper and its JDBC transactions. */
final class MyBatis implements Library {
    private final SqlSessionFactory sessions;

    MyBatis(DataSource dataSource) {
        Configuration configuration =
                new Configuration(new Environment("test", new JdbcTransactionFactory(), dataSource));
        configuration.addMapper(Mapper.class);
        sessions = new SqlSessionFactoryBuilder().build(configuration);
    }

    /** Any statement. */
    interface Mapper {
        @Update("${sql}")
        int update(@Param("sql") String sql);

        @Select("${sql}")
        long number(@Param("sql") String sql);
    }

    @Override
    public <T> T inTransaction(Work<T> work) {
        try (SqlSession session = sessions.openSession()) {
            Mapper mapper = session.getMapper(Mapper.class);
            T answer = work.run(new Statements() {
                @Override
                public int update(String sql) {
                    return mapper.update(sql);
                }

                @Override
                public long number(String sql) {
                    return mapper.number(sql);
                }
            });
            session.commit();
            return answer;
        }
    }
}
