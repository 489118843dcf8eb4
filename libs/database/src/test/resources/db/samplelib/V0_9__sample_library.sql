create table sample_library (id int primary key);
