BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0033_required');
CREATE TABLE answer (
	id INTEGER NOT NULL, 
	registration_id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	choice_id INTEGER, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (id), 
	CONSTRAINT ck_answer_never_empty CHECK ((choice_id IS NULL) <> (value = '')), 
	CONSTRAINT fk_answer_question_id_choice_id_choice FOREIGN KEY(question_id, choice_id) REFERENCES choice (question_id, id), 
	CONSTRAINT fk_answer_question_id_question FOREIGN KEY(question_id) REFERENCES question (id), 
	CONSTRAINT fk_answer_registration_id_registration FOREIGN KEY(registration_id) REFERENCES registration (id) ON DELETE CASCADE, 
	CONSTRAINT uq_answer_registration_id_question_id_choice_id UNIQUE (registration_id, question_id, choice_id)
);
INSERT INTO "answer" VALUES(1,21,1,1,'');
INSERT INTO "answer" VALUES(2,21,2,NULL,'arachides');
INSERT INTO "answer" VALUES(3,22,1,2,'');
INSERT INTO "answer" VALUES(4,23,1,1,'');
INSERT INTO "answer" VALUES(5,23,2,NULL,'arachides');
INSERT INTO "answer" VALUES(6,24,1,2,'');
INSERT INTO "answer" VALUES(7,25,1,1,'');
INSERT INTO "answer" VALUES(8,25,2,NULL,'arachides');
CREATE TABLE batch (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	verb VARCHAR(20) NOT NULL, 
	undoes_id INTEGER, 
	decided INTEGER NOT NULL, 
	"left" INTEGER NOT NULL, 
	cause VARCHAR(22), 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_batch PRIMARY KEY (id), 
	CONSTRAINT fk_batch_undoes_id_batch FOREIGN KEY(undoes_id) REFERENCES batch (id), 
	CONSTRAINT fk_batch_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_batch_cause UNIQUE (cause), 
	CONSTRAINT uq_batch_undoes_id UNIQUE (undoes_id), 
	CONSTRAINT ck_batch_verb CHECK (verb IN ('approve', 'spam', 'bin', 'restore', 'undo'))
);
INSERT INTO "batch" VALUES(1,2,'approve',NULL,2,0,NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "batch" VALUES(2,2,'undo',1,2,0,NULL,'2026-11-30 09:00:00.000000');
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	topic VARCHAR(80) NOT NULL, 
	part VARCHAR(20) NOT NULL, 
	ref INTEGER, 
	at DATETIME NOT NULL
);
INSERT INTO "change" VALUES(1,'site','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(2,'event:1','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(3,'events','facts',1,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(4,'event:2','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(5,'events','facts',2,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(6,'event:3','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(7,'events','facts',3,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(8,'event:4','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(9,'events','facts',4,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(10,'queue','comment',1,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(11,'event:1','comment',1,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(12,'registration:1:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(13,'door:2','person',1,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(14,'event:2','seats',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(15,'events','seats',2,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(16,'registration:2:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(17,'door:2','person',2,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(18,'registration:3:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(19,'door:2','person',3,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(20,'queue','comment',2,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(21,'event:2','comment',2,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(22,'queue','comment',3,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(23,'event:2','comment',3,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(24,'queue','comment',4,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(25,'event:2','comment',4,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(26,'registration:4:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(27,'door:2','person',4,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(28,'registration:5:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(29,'door:4','person',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(30,'event:4','seats',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(31,'events','seats',4,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(32,'registration:6:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(33,'door:4','person',6,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(34,'registration:7:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(35,'door:2','person',7,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(36,'registration:8:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(37,'door:3','person',8,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(38,'event:3','seats',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(39,'events','seats',3,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(40,'registration:9:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(41,'door:4','person',9,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(42,'registration:10:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(43,'door:2','person',10,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(44,'queue','comment',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(45,'event:2','comment',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(46,'registration:11:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(47,'door:4','person',11,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(48,'registration:12:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(49,'door:4','person',12,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(50,'registration:13:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(51,'door:4','person',13,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(52,'registration:14:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(53,'door:2','person',14,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(54,'registration:15:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(55,'door:4','person',15,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(56,'queue','comment',6,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(57,'event:4','comment',6,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(58,'queue','comment',7,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(59,'event:4','comment',7,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(60,'registration:16:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(61,'door:2','person',16,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(62,'registration:17:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(63,'door:4','person',17,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(64,'queue','comment',8,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(65,'registration:18:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(66,'door:3','person',18,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(67,'registration:19:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(68,'door:4','person',19,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(69,'queue','comment',9,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(70,'queue','comment',10,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(71,'registration:20:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(72,'door:2','person',20,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(73,'queue','comment',11,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(74,'queue','comment',12,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(75,'queue','comment',13,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(76,'queue','comment',14,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(77,'site','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(78,'event:5','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(79,'events','facts',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(80,'event:5','facts',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(81,'events','facts',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(82,'registration:21:1','state',NULL,'2026-11-21 09:00:00.000000');
INSERT INTO "change" VALUES(83,'door:5','person',21,'2026-11-21 09:00:00.000000');
INSERT INTO "change" VALUES(84,'event:5','seats',NULL,'2026-11-21 09:00:00.000000');
INSERT INTO "change" VALUES(85,'events','seats',5,'2026-11-21 09:00:00.000000');
INSERT INTO "change" VALUES(86,'registration:22:1','state',NULL,'2026-11-22 09:00:00.000000');
INSERT INTO "change" VALUES(87,'door:5','person',22,'2026-11-22 09:00:00.000000');
INSERT INTO "change" VALUES(88,'event:5','seats',NULL,'2026-11-22 09:00:00.000000');
INSERT INTO "change" VALUES(89,'events','seats',5,'2026-11-22 09:00:00.000000');
INSERT INTO "change" VALUES(90,'registration:23:1','state',NULL,'2026-11-23 09:00:00.000000');
INSERT INTO "change" VALUES(91,'door:5','person',23,'2026-11-23 09:00:00.000000');
INSERT INTO "change" VALUES(92,'event:5','seats',NULL,'2026-11-23 09:00:00.000000');
INSERT INTO "change" VALUES(93,'events','seats',5,'2026-11-23 09:00:00.000000');
INSERT INTO "change" VALUES(94,'registration:24:1','state',NULL,'2026-11-24 09:00:00.000000');
INSERT INTO "change" VALUES(95,'door:5','person',24,'2026-11-24 09:00:00.000000');
INSERT INTO "change" VALUES(96,'event:5','seats',NULL,'2026-11-24 09:00:00.000000');
INSERT INTO "change" VALUES(97,'events','seats',5,'2026-11-24 09:00:00.000000');
INSERT INTO "change" VALUES(98,'registration:25:1','state',NULL,'2026-11-25 09:00:00.000000');
INSERT INTO "change" VALUES(99,'door:5','person',25,'2026-11-25 09:00:00.000000');
INSERT INTO "change" VALUES(100,'event:5','seats',NULL,'2026-11-25 09:00:00.000000');
INSERT INTO "change" VALUES(101,'events','seats',5,'2026-11-25 09:00:00.000000');
INSERT INTO "change" VALUES(102,'registration:26:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(103,'door:6','person',26,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(104,'event:6','seats',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(105,'events','seats',6,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(106,'registration:27:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(107,'door:6','person',27,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(108,'event:6','seats',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(109,'events','seats',6,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(110,'registration:22:2','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(111,'door:5','person',22,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(112,'registration:25:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(113,'door:5','person',25,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(114,'event:5','seats',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(115,'events','seats',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(116,'door:5','person',21,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(117,'registration:21:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(118,'door:5','scan',1,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(119,'door:5','person',25,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(120,'registration:25:1','state',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(121,'door:5','scan',2,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(122,'event:5','comment',15,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(123,'queue','comment',15,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(124,'event:5','comment',16,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(125,'queue','comment',16,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(126,'queue','comment',17,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(127,'queue','comment',17,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(128,'queue','comment',16,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(129,'queue','comment',18,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(130,'queue','comment',18,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(131,'queue','comment',19,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(132,'queue','comment',20,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(133,'event:5','comment',19,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(134,'event:5','comment',20,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(135,'queue','comment',19,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(136,'queue','comment',20,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(137,'event:5','comment',19,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(138,'event:5','comment',20,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(139,'queue','comment',19,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(140,'queue','comment',20,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(141,'queue','comment',15,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(142,'event:5','text',15,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(143,'events','text',5,'2026-11-30 09:00:00.000000');
INSERT INTO "change" VALUES(144,'site','facts',NULL,'2026-11-30 09:00:00.000000');
CREATE TABLE check_in (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	registration_id INTEGER, 
	nonce VARCHAR(64) NOT NULL, 
	scanned_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	user_id INTEGER, 
	device VARCHAR(64) NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	told VARCHAR(20), 
	forced BOOLEAN NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT pk_check_in PRIMARY KEY (id), 
	CONSTRAINT fk_check_in_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_check_in_registration_id_registration FOREIGN KEY(registration_id) REFERENCES registration (id) ON DELETE CASCADE, 
	CONSTRAINT fk_check_in_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_check_in_nonce UNIQUE (nonce), 
	CONSTRAINT ck_check_in_outcome CHECK (outcome IN ('welcome', 'already in', 'cancelled', 'awaiting approval', 'waiting', 'other event', 'revoked', 'unknown')), 
	CONSTRAINT ck_check_in_told CHECK (told IN ('welcome', 'already in', 'cancelled', 'awaiting approval', 'waiting', 'other event', 'revoked', 'unknown'))
);
INSERT INTO "check_in" VALUES(1,5,21,'first-scan','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',1,'','welcome',NULL,0,NULL);
INSERT INTO "check_in" VALUES(2,5,25,'second-scan','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',1,'','cancelled',NULL,0,NULL);
CREATE TABLE choice (
	id INTEGER NOT NULL, 
	question_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	label VARCHAR(200) NOT NULL, 
	withdrawn BOOLEAN NOT NULL, seats INTEGER CONSTRAINT ck_choice_seats CHECK (seats BETWEEN 0 AND 100000), seats_taken INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_choice_seats_taken CHECK (seats_taken >= 0), seats_allowed INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_choice_no_overbooking CHECK (seats IS NULL OR seats_taken <= seats OR seats_taken <= seats_allowed), 
	CONSTRAINT pk_choice PRIMARY KEY (id), 
	CONSTRAINT fk_choice_question_id_question FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE, 
	CONSTRAINT uq_choice_question_id_id UNIQUE (question_id, id)
);
INSERT INTO "choice" VALUES(1,1,0,'Déjeuner sur place',0,6,4,0);
INSERT INTO "choice" VALUES(2,1,1,'Sans déjeuner',0,NULL,2,0);
CREATE TABLE clause (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" VARCHAR(80) NOT NULL, 
	text VARCHAR(2000) NOT NULL, 
	required BOOLEAN NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_clause PRIMARY KEY (id), 
	CONSTRAINT fk_clause_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_clause_event_id_key UNIQUE (event_id, "key")
);
INSERT INTO "clause" VALUES(1,5,0,'je-suis-photographie-e','Je suis photographié·e.',0,0,1);
INSERT INTO "clause" VALUES(2,5,1,'je-paie-sur-place','Je paie sur place.',1,0,1);
CREATE TABLE comment (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	thread_id INTEGER, 
	depth INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	state_before VARCHAR(20), 
	visible BOOLEAN NOT NULL, 
	erased BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	html VARCHAR NOT NULL, 
	folded VARCHAR NOT NULL, 
	name VARCHAR(245) NOT NULL, 
	email VARCHAR(100) NOT NULL, 
	email_key VARCHAR(100) NOT NULL, 
	website VARCHAR(200) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	user_id INTEGER, 
	held_for JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	edited_at DATETIME, source VARCHAR(400), guest VARCHAR(200), 
	CONSTRAINT pk_comment PRIMARY KEY (id), 
	CONSTRAINT fk_comment_event_id_event FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT fk_comment_parent_id_comment FOREIGN KEY(parent_id) REFERENCES comment (id), 
	CONSTRAINT fk_comment_thread_id_comment FOREIGN KEY(thread_id) REFERENCES comment (id), 
	CONSTRAINT fk_comment_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_comment_token_hash UNIQUE (token_hash), 
	CONSTRAINT uq_comment_uid UNIQUE (uid), 
	CONSTRAINT ck_comment_commentstate CHECK (state IN ('pending', 'approved', 'spam', 'bin')), 
	CONSTRAINT ck_comment_state_before CHECK (state_before IN ('pending', 'approved', 'spam', 'bin'))
);
INSERT INTO "comment" VALUES(1,1,NULL,NULL,0,'f189aa6f-9dfb-45dc-a7bb-3348a6d7967b','e834ce38d559bfa1d513e9115b412ca3002205355042466b3ffb66d796aea76b','approved',NULL,1,0,1,'Un compte rendu de cette journée a-t-il paru quelque part ? Je prépare un mémoire sur les groupements d’organismes et je cherche tout ce qui s’est écrit sur le sujet au printemps 2022.','<p>Un compte rendu de cette journée a-t-il paru quelque part ? Je prépare un mémoire sur les groupements d’organismes et je cherche tout ce qui s’est écrit sur le sujet au printemps&nbsp;2022.</p>
','clotilde oeillet clotilde.oeillet@example.org
un compte rendu de cette journee a t il paru quelque part ? je prepare un memoire sur les groupements d organismes et je cherche tout ce qui s est ecrit sur le sujet au printemps 2022.','Clotilde Œillet','clotilde.oeillet@example.org','clotilde.oeillet@example.org','','fr',NULL,'[]','2026-10-20 04:12:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(2,2,NULL,NULL,0,'84ab7ccb-4f2b-400c-a9ec-c7624d21a23b','a52c706557a83dd177c5edddc8a0398ce2005dd589b498d3be9a06de121b75e5','approved',NULL,1,0,1,'J’ai dirigé pendant huit ans un organisme de 6 200 logements, et j’ai vécu notre regroupement de l’intérieur. Je verse cette expérience au débat, y compris ce que nous avons raté.

Nous avons commencé par ce qui se voyait : un nom, un logo, un séminaire dans un château. Six mois plus tard, chaque société avait repris ses habitudes et les chargés de clientèle ignoraient toujours le numéro de téléphone de leurs homologues. Ce qui a fini par nous rapprocher tient en deux décisions assez modestes. La première a été de confier à une équipe mixte un sujet que personne ne savait traiter seul, la reprise de quatre copropriétés en difficulté. La seconde, de fermer notre propre service des marchés au profit de celui du plus petit d’entre nous, qui travaillait mieux. Ce jour-là, tout le monde a compris que le groupe n’était pas une annexion.

Reste ce que je n’ai pas su résoudre. Quand l’agglomération nous a demandé de porter une foncière avec deux organismes extérieurs au groupe, le siège y a vu une trahison, et la ville n’a pas compris que nous demandions la permission. J’ai signé quand même. Avec le recul, j’aurais dû faire venir les élus au conseil d’administration du groupe bien avant d’avoir besoin d’eux.

Si la journée pouvait s’attarder sur ce point précis, qui arbitre entre la maison et le territoire, et devant qui, elle rendrait service à beaucoup d’entre nous.','<p>J’ai dirigé pendant huit ans un organisme de 6 200&nbsp;logements, et j’ai vécu notre regroupement de l’intérieur. Je verse cette expérience au débat, y compris ce que nous avons raté.</p>
<p>Nous avons commencé par ce qui se voyait&nbsp;: un nom, un logo, un séminaire dans un château. Six mois plus tard, chaque société avait repris ses habitudes et les chargés de clientèle ignoraient toujours le numéro de téléphone de leurs homologues. Ce qui a fini par nous rapprocher tient en deux décisions assez modestes. La première a été de confier à une équipe mixte un sujet que personne ne savait traiter seul, la reprise de quatre copropriétés en difficulté. La seconde, de fermer notre propre service des marchés au profit de celui du plus petit d’entre nous, qui travaillait mieux. Ce jour-là, tout le monde a compris que le groupe n’était pas une annexion.</p>
<p>Reste ce que je n’ai pas su résoudre. Quand l’agglomération nous a demandé de porter une foncière avec deux organismes extérieurs au groupe, le siège y a vu une trahison, et la ville n’a pas compris que nous demandions la permission. J’ai signé quand même. Avec le recul, j’aurais dû faire venir les élus au conseil d’administration du groupe bien avant d’avoir besoin d’eux.</p>
<p>Si la journée pouvait s’attarder sur ce point précis, qui arbitre entre la maison et le territoire, et devant qui, elle rendrait service à beaucoup d’entre nous.</p>
','hadrien de la fresnaye h.delafresnaye@example.org
j ai dirige pendant huit ans un organisme de 6 200 logements, et j ai vecu notre regroupement de l interieur. je verse cette experience au debat, y compris ce que nous avons rate. nous avons commence par ce qui se voyait : un nom, un logo, un seminaire dans un chateau. six mois plus tard, chaque societe avait repris ses habitudes et les charges de clientele ignoraient toujours le numero de telephone de leurs homologues. ce qui a fini par nous rapprocher tient en deux decisions assez modestes. la premiere a ete de confier a une equipe mixte un sujet que personne ne savait traiter seul, la reprise de quatre coproprietes en difficulte. la seconde, de fermer notre propre service des marches au profit de celui du plus petit d entre nous, qui travaillait mieux. ce jour la, tout le monde a compris que le groupe n etait pas une annexion. reste ce que je n ai pas su resoudre. quand l agglomeration nous a demande de porter une fonciere avec deux organismes exterieurs au groupe, le siege y a vu une trahison, et la ville n a pas compris que nous demandions la permission. j ai signe quand meme. avec le recul, j aurais du faire venir les elus au conseil d administration du groupe bien avant d avoir besoin d eux. si la journee pouvait s attarder sur ce point precis, qui arbitre entre la maison et le territoire, et devant qui, elle rendrait service a beaucoup d entre nous.','Hadrien de La Fresnaye','h.delafresnaye@example.org','h.delafresnaye@example.org','','fr',NULL,'[]','2026-11-06 23:24:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(3,2,2,2,1,'be3ac93d-0d77-40a3-a61b-6aa07f00725a','40298b580e3ffe551ccd92099257e25fc8cfa65dcb50bd9e974b25d5bd5e373f','approved',NULL,1,0,1,'Merci pour cette franchise, elle est rare. Une question toute pratique : combien de temps l’équipe mixte passait-elle sur les copropriétés, et qui payait ces heures ? Chez nous, c’est là que les bonnes volontés s’épuisent.','<p>Merci pour cette franchise, elle est rare. Une question toute pratique&nbsp;: combien de temps l’équipe mixte passait-elle sur les copropriétés, et qui payait ces heures ? Chez nous, c’est là que les bonnes volontés s’épuisent.</p>
','maiwenn le dantec roux maiwenn.ledantec@example.com
merci pour cette franchise, elle est rare. une question toute pratique : combien de temps l equipe mixte passait elle sur les coproprietes, et qui payait ces heures ? chez nous, c est la que les bonnes volontes s epuisent.','Maïwenn Le Dantec-Roux','maiwenn.ledantec@example.com','maiwenn.ledantec@example.com','','fr',NULL,'[]','2026-11-07 18:36:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(4,2,3,2,2,'ad5ea460-bc60-47ba-9c1e-980d9b8a7945','c226ff89bc9ad194d1b43b4da7a1e26fb714f859dc441753492f8dda119e08cb','approved',NULL,1,0,1,'Trois demi-journées par mois et par personne, inscrites au plan de charge et facturées au projet. Nous avons essayé le bénévolat la première année : au bout d’un trimestre, il ne restait que deux personnes autour de la table, dont moi.','<p>Trois demi-journées par mois et par personne, inscrites au plan de charge et facturées au projet. Nous avons essayé le bénévolat la première année&nbsp;: au bout d’un trimestre, il ne restait que deux personnes autour de la table, dont moi.</p>
','hadrien de la fresnaye h.delafresnaye@example.org
trois demi journees par mois et par personne, inscrites au plan de charge et facturees au projet. nous avons essaye le benevolat la premiere annee : au bout d un trimestre, il ne restait que deux personnes autour de la table, dont moi.','Hadrien de La Fresnaye','h.delafresnaye@example.org','h.delafresnaye@example.org','','fr',NULL,'[]','2026-11-08 06:36:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(5,2,NULL,NULL,0,'51f28f08-45d0-4e57-8346-70013e202905','b54ad15c0844728723b3cf23ab85bdc27a81f68d4107d1879222f30f56d37d11','approved',NULL,1,0,1,'Je viendrai avec trois questions, que je dépose ici pour que d’autres s’en emparent :

1. À partir de quelle taille un groupe cesse-t-il d’être un voisin pour devenir un **interlocuteur parmi d’autres** ?
2. Les sociétés de coordination ont-elles un avenir propre, ou ne sont-elles que le *vestibule* d’une fusion ?
3. Que devient la mémoire d’un organisme centenaire une fois ses archives déménagées au siège ?

> Rien de tout cela ne s’obtient par note de service.

La phrase est juste, mais il faudrait alors dire par quoi cela s’obtient. J’ai rassemblé quelques monographies d’organismes dans [une courte bibliographie](https://carnets-de-quartier.example/groupes), à compléter sans façon.','<p>Je viendrai avec trois questions, que je dépose ici pour que d’autres s’en emparent&nbsp;:</p>
<ol>
<li>À partir de quelle taille un groupe cesse-t-il d’être un voisin pour devenir un <strong>interlocuteur parmi d’autres</strong> ?</li>
<li>Les sociétés de coordination ont-elles un avenir propre, ou ne sont-elles que le <em>vestibule</em> d’une fusion ?</li>
<li>Que devient la mémoire d’un organisme centenaire une fois ses archives déménagées au siège ?</li>
</ol>
<blockquote>
<p>Rien de tout cela ne s’obtient par note de service.</p>
</blockquote>
<p>La phrase est juste, mais il faudrait alors dire par quoi cela s’obtient. J’ai rassemblé quelques monographies d’organismes dans <a href="https://carnets-de-quartier.example/groupes" rel="nofollow ugc">une courte bibliographie</a>, à compléter sans façon.</p>
','theodore n guessan levy theodore.nguessan@example.org https://carnets de quartier.example
je viendrai avec trois questions, que je depose ici pour que d autres s en emparent : 1. a partir de quelle taille un groupe cesse t il d etre un voisin pour devenir un **interlocuteur parmi d autres** ? 2. les societes de coordination ont elles un avenir propre, ou ne sont elles que le *vestibule* d une fusion ? 3. que devient la memoire d un organisme centenaire une fois ses archives demenagees au siege ? > rien de tout cela ne s obtient par note de service. la phrase est juste, mais il faudrait alors dire par quoi cela s obtient. j ai rassemble quelques monographies d organismes dans [une courte bibliographie](https://carnets de quartier.example/groupes), a completer sans facon.','Théodore N’Guessan-Lévy','theodore.nguessan@example.org','theodore.nguessan@example.org','https://carnets-de-quartier.example','fr',NULL,'[]','2026-11-13 13:48:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(6,4,NULL,NULL,0,'17e03afc-2621-4ffd-9035-f5b41fb41a07','e0347a8155f5fa1a856393ee755e4fc134db2755e702985f0a2ea4e67328e0da','approved',NULL,1,0,1,'Would the route without the stiles work for a pushchair with decent wheels? My daughter is eighteen months old and has strong opinions about brickworks.','<p>Would the route without the stiles work for a pushchair with decent wheels? My daughter is eighteen months old and has strong opinions about brickworks.</p>
','rosalind okonkwo hart rosalind.okonkwo hart@example.com
would the route without the stiles work for a pushchair with decent wheels? my daughter is eighteen months old and has strong opinions about brickworks.','Rosalind Okonkwo-Hart','rosalind.okonkwo-hart@example.com','rosalind.okonkwo-hart@example.com','','en',NULL,'[]','2026-11-20 16:12:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(7,4,6,6,1,'00c727ef-5109-4ab4-8ee3-9a6a1ea19029','6efa0ef121cd999eb5cf9dbb7fcdbfbebaad5180bf40f61350587b38d0903793','approved',NULL,1,0,1,'It would. The gravel is rough for the first two hundred metres and kind after that. We will also save your daughter a brick.','<p>It would. The gravel is rough for the first two hundred metres and kind after that. We will also save your daughter a brick.</p>
','isolde pemberwick isolde.pemberwick@example.org
it would. the gravel is rough for the first two hundred metres and kind after that. we will also save your daughter a brick.','Isolde Pemberwick','isolde.pemberwick@example.org','isolde.pemberwick@example.org','','en',NULL,'[]','2026-11-21 01:48:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(8,2,NULL,NULL,0,'99004c4a-7532-48cd-a377-e8c9a75ac65c','6ed7a23fe2516815402bf8abc20eced30b4fc80f63cee55273643be0a4745985','spam','pending',0,0,1,'Bonjour cher ami ! Vous avez des dettes ? Obtenez de 3 000 à 500 000 € en 24 heures, sans justificatif, taux de 2 % garanti ! Plus de 900 familles satisfaites. Écrivez vite à Madame Bonheur : https://credit-facile.example/oui https://credit-facile.example/gratuit https://credit-facile.example/maintenant','<p>Bonjour cher ami ! Vous avez des dettes ? Obtenez de 3 000 à 500 000&nbsp;€ en 24&nbsp;heures, sans justificatif, taux de 2&nbsp;% garanti ! Plus de 900&nbsp;familles satisfaites. Écrivez vite à Madame Bonheur&nbsp;: <a href="https://credit-facile.example/oui" rel="nofollow ugc">https://credit-facile.example/oui</a> <a href="https://credit-facile.example/gratuit" rel="nofollow ugc">https://credit-facile.example/gratuit</a> <a href="https://credit-facile.example/maintenant" rel="nofollow ugc">https://credit-facile.example/maintenant</a></p>
','credit facile 24h offre@example.com https://credit facile.example
bonjour cher ami ! vous avez des dettes ? obtenez de 3 000 a 500 000 € en 24 heures, sans justificatif, taux de 2 % garanti ! plus de 900 familles satisfaites. ecrivez vite a madame bonheur : https://credit facile.example/oui https://credit facile.example/gratuit https://credit facile.example/maintenant','Crédit Facile 24h','offre@example.com','offre@example.com','https://credit-facile.example','fr',NULL,'[]','2026-11-23 21:00:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(9,2,NULL,NULL,0,'027b723e-11fa-4054-bc71-7bfe4ed984c1','b87b8f4e783fabcfd3a21fa1fc85f4d578101bdadf3abb7afaabe41bcd7ea5ad','bin','pending',0,0,1,'Encore une journée de bavards payés par nos loyers pour s’applaudir entre eux. Pas un de ces guignols n’a jamais réparé un ascenseur, et pas un ne tiendrait une semaine dans mon immeuble. Bande d’incapables, allez donc travailler !','<p>Encore une journée de bavards payés par nos loyers pour s’applaudir entre eux. Pas un de ces guignols n’a jamais réparé un ascenseur, et pas un ne tiendrait une semaine dans mon immeuble. Bande d’incapables, allez donc travailler !</p>
','un qui n est pas dupe pasdupe@example.com
encore une journee de bavards payes par nos loyers pour s applaudir entre eux. pas un de ces guignols n a jamais repare un ascenseur, et pas un ne tiendrait une semaine dans mon immeuble. bande d incapables, allez donc travailler !','Un qui n’est pas dupe','pasdupe@example.com','pasdupe@example.com','','fr',NULL,'[]','2026-11-26 01:48:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(10,4,NULL,NULL,0,'c204612e-6111-476f-a138-90c87b2e0769','d3418554c81bcdc545475e5e2b5a4a4e549f3e713a5605ea72cd957f1d8337ff','spam','pending',0,0,1,'Great article, very informative, I have bookmarked your blog! Your website is not ranking on page one. We deliver 10,000 high-quality backlinks in 7 days, 100% guaranteed, from only $49. See https://top-rank.example/buy and https://top-rank.example/casino-partners for our special offer!!!','<p>Great article, very informative, I have bookmarked your blog! Your website is not ranking on page one. We deliver 10,000 high-quality backlinks in 7 days, 100% guaranteed, from only $49. See <a href="https://top-rank.example/buy" rel="nofollow ugc">https://top-rank.example/buy</a> and <a href="https://top-rank.example/casino-partners" rel="nofollow ugc">https://top-rank.example/casino-partners</a> for our special offer!!!</p>
','top rank experts growth@example.com https://top rank.example
great article, very informative, i have bookmarked your blog! your website is not ranking on page one. we deliver 10,000 high quality backlinks in 7 days, 100% guaranteed, from only $49. see https://top rank.example/buy and https://top rank.example/casino partners for our special offer!!!','Top Rank Experts','growth@example.com','growth@example.com','https://top-rank.example','en',NULL,'[]','2026-11-27 06:36:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(11,2,NULL,NULL,0,'efda585d-03cb-4290-be69-0163df6b19c5','2c2ae20ac4f5b83f93148477d661de1baf390bd2db51fe468c33ef13cb2c3c17','pending',NULL,0,0,1,'Je lis « dirigeants », « équipes », « partenaires », et je cherche en vain les locataires. Nous sommes pourtant les premiers à constater un regroupement : le gardien ne répond plus au même patron, la quittance change de couleur, et l’agence où l’on pouvait s’expliquer ferme à midi. Une amicale sera-t-elle invitée à le raconter, ou devrons-nous poser nos questions depuis la salle ?','<p>Je lis «&nbsp;dirigeants&nbsp;», «&nbsp;équipes&nbsp;», «&nbsp;partenaires&nbsp;», et je cherche en vain les locataires. Nous sommes pourtant les premiers à constater un regroupement&nbsp;: le gardien ne répond plus au même patron, la quittance change de couleur, et l’agence où l’on pouvait s’expliquer ferme à midi. Une amicale sera-t-elle invitée à le raconter, ou devrons-nous poser nos questions depuis la salle ?</p>
','ghislaine abecassis g.abecassis@example.com
je lis « dirigeants », « equipes », « partenaires », et je cherche en vain les locataires. nous sommes pourtant les premiers a constater un regroupement : le gardien ne repond plus au meme patron, la quittance change de couleur, et l agence ou l on pouvait s expliquer ferme a midi. une amicale sera t elle invitee a le raconter, ou devrons nous poser nos questions depuis la salle ?','Ghislaine Abécassis','g.abecassis@example.com','g.abecassis@example.com','','fr',NULL,'[]','2026-11-28 11:24:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(12,2,NULL,NULL,0,'b9185714-718f-4969-a27b-61b08ad0051a','f1bf26fe7cb85b494df43e7989543895e223bb3b7cf86cdbf27340159009cf7c','pending',NULL,0,0,1,'Bonjour, une traduction en langue des signes ou une transcription simultanée est-elle prévue ? Je voudrais m’inscrire avec une collègue sourde. Merci d’avance.','<p>Bonjour, une traduction en langue des signes ou une transcription simultanée est-elle prévue ? Je voudrais m’inscrire avec une collègue sourde. Merci d’avance.</p>
','come brehier come.brehier@example.org
bonjour, une traduction en langue des signes ou une transcription simultanee est elle prevue ? je voudrais m inscrire avec une collegue sourde. merci d avance.','Côme Bréhier','come.brehier@example.org','come.brehier@example.org','','fr',NULL,'[]','2026-11-29 18:07:12.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(13,2,NULL,NULL,0,'d7fe3224-e38f-40e1-9f64-b44250b98a3d','3577a78e9b458585b572e74e77d6d9260015b2e8614333b439fc39b0484e05b3','pending',NULL,0,0,1,'Bonjour, je ne suis pas certain que mon message soit parti. Une traduction en langue des signes ou une transcription simultanée est-elle prévue ? Je voudrais m’inscrire avec une collègue sourde. Merci d’avance !','<p>Bonjour, je ne suis pas certain que mon message soit parti. Une traduction en langue des signes ou une transcription simultanée est-elle prévue ? Je voudrais m’inscrire avec une collègue sourde. Merci d’avance !</p>
','come brehier come.brehier@example.org
bonjour, je ne suis pas certain que mon message soit parti. une traduction en langue des signes ou une transcription simultanee est elle prevue ? je voudrais m inscrire avec une collegue sourde. merci d avance !','Côme Bréhier','come.brehier@example.org','come.brehier@example.org','','fr',NULL,'[]','2026-11-29 18:21:36.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(14,3,NULL,NULL,0,'e8ebe149-29c8-47ec-9cfd-8c88b3bce236','fb9a09751c6aeddebbd74e1fae55fc551ba803b947fc59e9f82dea2c345582a5','pending',NULL,0,0,1,'La lecture sera-t-elle enregistrée ? À cette heure-là, je serai dans un train de nuit, et je soupçonne la cité parallèle d’être mieux desservie que la nôtre.','<p>La lecture sera-t-elle enregistrée ? À cette heure-là, je serai dans un train de nuit, et je soupçonne la cité parallèle d’être mieux desservie que la nôtre.</p>
','pernelle d astier vogel pernelle.dastier@example.org
la lecture sera t elle enregistree ? a cette heure la, je serai dans un train de nuit, et je soupconne la cite parallele d etre mieux desservie que la notre.','Pernelle d’Astier-Vogel','pernelle.dastier@example.org','pernelle.dastier@example.org','','fr',NULL,'[]','2026-11-30 04:40:48.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(15,5,NULL,NULL,0,'55b7773d-cf3f-45ee-ae46-9d416f189c15','ca69214a6886858a26383522fd359b6d69ed6b75a7f61e43872ffe66f3d655c7','approved',NULL,1,0,2,'Devant la *capitainerie*, à neuf heures.','<p>Devant la <em>capitainerie</em>, à neuf heures.</p>
','jeanne martin jeanne@example.org
devant la *capitainerie*, a neuf heures.','Jeanne Martin','jeanne@example.org','jeanne@example.org','','fr',NULL,'[]','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL);
INSERT INTO "comment" VALUES(16,5,15,15,1,'5e47b2ad-de73-4752-a56c-a936ece7ad01','aa444bfcb2d5425d6720b0cb2c1b008d73cf12280c5f608db1585f5e7272bb01','approved',NULL,1,0,1,'Merci *beaucoup*.','<p>Merci <em>beaucoup</em>.</p>
','paul durand paul@example.org
merci *beaucoup*.','Paul Durand','paul@example.org','paul@example.org','','fr',NULL,'[]','2026-11-30 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(17,5,NULL,NULL,0,'a82b9e9c-962e-49c8-9c9f-8399c01ffdcc','9fcb700b80c41526e00888a358b2591e72e611d23d8e4e1f0553fb1cbff2995f','pending',NULL,0,0,1,'Et le midi ?','<p>Et le midi ?</p>
','person 14 person14@example.org
et le midi ?','Person 14','person14@example.org','person14@example.org','','fr',NULL,'[]','2026-11-30 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(18,5,NULL,NULL,0,'dcb8bf69-32d9-4725-9e0e-975492af8dbe','79e7d0b115d13ad027eaa1033cfa4aade6c1b4b1df14d1bcde468918247c6fa0','spam','pending',0,0,2,'casino gratuit','<p>casino gratuit</p>
','person 15 person15@example.org
casino gratuit','Person 15','person15@example.org','person15@example.org','','fr',NULL,'[]','2026-11-30 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(19,5,NULL,NULL,0,'9be486bb-f339-46a6-b2f5-a77030485254','721a9e167c5afb12f4d8d0a1d75c17cb3c66419c10a8b49fcdca7be775c07ffd','pending',NULL,0,0,3,'Question 0','<p>Question 0</p>
','person 16 person16@example.org
question 0','Person 16','person16@example.org','person16@example.org','','fr',NULL,'[]','2026-11-30 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "comment" VALUES(20,5,NULL,NULL,0,'ae0ad02f-ed28-4cee-9083-bb4a124dfa06','7af754b9e604f8b93db5447fcbb3cf5e17a80b03b7a37c1497eeb8657052e876','pending',NULL,0,0,3,'Question 1','<p>Question 1</p>
','person 17 person17@example.org
question 1','Person 17','person17@example.org','person17@example.org','','fr',NULL,'[]','2026-11-30 09:00:00.000000',NULL,NULL,NULL);
CREATE TABLE comment_origin (
	comment_id INTEGER NOT NULL, 
	address VARCHAR(45) NOT NULL, 
	agent VARCHAR(300) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_comment_origin PRIMARY KEY (comment_id), 
	CONSTRAINT fk_comment_origin_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE
);
INSERT INTO "comment_origin" VALUES(17,'192.0.2.7','Mozilla/5.0','2026-11-30 09:00:00.000000');
CREATE TABLE companion (
	id INTEGER NOT NULL, 
	registration_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR(245) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	CONSTRAINT pk_companion PRIMARY KEY (id), 
	CONSTRAINT fk_companion_registration_id_registration FOREIGN KEY(registration_id) REFERENCES registration (id) ON DELETE CASCADE
);
INSERT INTO "companion" VALUES(1,21,0,'Paul Martin','');
CREATE TABLE condition (
	question_id INTEGER NOT NULL, 
	choice_id INTEGER NOT NULL, 
	CONSTRAINT pk_condition PRIMARY KEY (question_id), 
	CONSTRAINT fk_condition_choice_id_choice FOREIGN KEY(choice_id) REFERENCES choice (id), 
	CONSTRAINT fk_condition_question_id_question FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
INSERT INTO "condition" VALUES(2,1);
CREATE TABLE consent (
	id INTEGER NOT NULL, 
	registration_id INTEGER NOT NULL, 
	clause_id INTEGER, 
	version INTEGER NOT NULL, 
	text VARCHAR(2000) NOT NULL, 
	agreed_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_consent_registration_id_registration FOREIGN KEY(registration_id) REFERENCES registration (id) ON DELETE CASCADE
);
INSERT INTO "consent" VALUES(1,21,1,1,'Je suis photographié·e.','2026-11-21 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(2,21,2,1,'Je paie sur place.','2026-11-21 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(3,22,1,1,'Je suis photographié·e.','2026-11-22 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(4,22,2,1,'Je paie sur place.','2026-11-22 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(5,23,1,1,'Je suis photographié·e.','2026-11-23 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(6,23,2,1,'Je paie sur place.','2026-11-23 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(7,24,1,1,'Je suis photographié·e.','2026-11-24 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(8,24,2,1,'Je paie sur place.','2026-11-24 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(9,25,1,1,'Je suis photographié·e.','2026-11-25 09:00:00.000000',NULL);
INSERT INTO "consent" VALUES(10,25,2,1,'Je paie sur place.','2026-11-25 09:00:00.000000',NULL);
CREATE TABLE decision (
	id INTEGER NOT NULL, 
	comment_id INTEGER NOT NULL, 
	user_id INTEGER, 
	verb VARCHAR(20) NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	target VARCHAR(20) NOT NULL, 
	version INTEGER NOT NULL, 
	undoes_id INTEGER, 
	at DATETIME NOT NULL, batch_id INTEGER CONSTRAINT fk_decision_batch_id_batch REFERENCES batch (id), 
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT fk_decision_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_decision_undoes_id_decision FOREIGN KEY(undoes_id) REFERENCES decision (id), 
	CONSTRAINT fk_decision_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT ck_decision_verb CHECK (verb IN ('approve', 'spam', 'bin', 'restore', 'undo')), 
	CONSTRAINT ck_decision_source CHECK (source IN ('pending', 'approved', 'spam', 'bin')), 
	CONSTRAINT ck_decision_target CHECK (target IN ('pending', 'approved', 'spam', 'bin'))
);
INSERT INTO "decision" VALUES(1,18,2,'spam','pending','spam',1,NULL,'2026-11-30 09:00:00.000000',NULL);
INSERT INTO "decision" VALUES(2,19,2,'approve','pending','approved',1,NULL,'2026-11-30 09:00:00.000000',1);
INSERT INTO "decision" VALUES(3,20,2,'approve','pending','approved',1,NULL,'2026-11-30 09:00:00.000000',1);
INSERT INTO "decision" VALUES(4,19,2,'undo','approved','pending',2,2,'2026-11-30 09:00:00.000000',2);
INSERT INTO "decision" VALUES(5,20,2,'undo','approved','pending',2,3,'2026-11-30 09:00:00.000000',2);
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(20) NOT NULL, 
	user_id INTEGER, 
	subject VARCHAR(20) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	verb VARCHAR(40) NOT NULL, 
	facts JSON NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT fk_entry_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT ck_entry_actor CHECK (actor IN ('staff', 'person', 'parvis'))
);
INSERT INTO "entry" VALUES(1,'2026-10-01 09:00:00.000000','parvis',NULL,'event',1,'create','{"after": {"slug": "faire-groupe", "title": "Articuler dynamique de regroupement et affirmation des politiques locales de l\u2019habitat", "starts": "2022-03-22 09:30", "ends": "2022-03-22 16:30", "status": "published", "subtitle": "Comment faire groupe et \u00e9cosyst\u00e8me sans perdre sa boussole et son identit\u00e9\u202f? Et pourquoi\u202f?", "timezone": "Europe/Paris", "venue_state": "city", "city": "Paris", "venue_name": "", "address": "", "capacity": 80, "waiting_list": true, "opens": null, "closes": null, "max_seats": 1, "confirm_address": false, "hold_minutes": 60, "approval": false, "promotion": "confirm", "offer_hours": 24, "stop_before": 0, "self_cancel": true, "email_domains": "", "reminders": "", "comments_open": true, "comments_policy": "moderate", "comments_closes": null, "comments_days": null, "comments_links": null, "language": "fr"}}');
INSERT INTO "entry" VALUES(2,'2026-10-01 09:00:00.000000','parvis',NULL,'event',2,'create','{"after": {"slug": "faire-groupe-a-venir", "title": "Articuler dynamique de regroupement et affirmation des politiques locales de l\u2019habitat", "starts": "2027-03-22 09:30", "ends": "2027-03-22 16:30", "status": "published", "subtitle": "Comment faire groupe et \u00e9cosyst\u00e8me sans perdre sa boussole et son identit\u00e9\u202f? Et pourquoi\u202f?", "timezone": "Europe/Paris", "venue_state": "city", "city": "Paris", "venue_name": "", "address": "", "capacity": 80, "waiting_list": true, "opens": null, "closes": null, "max_seats": 1, "confirm_address": false, "hold_minutes": 60, "approval": false, "promotion": "confirm", "offer_hours": 24, "stop_before": 0, "self_cancel": true, "email_domains": "", "reminders": "", "comments_open": true, "comments_policy": "moderate", "comments_closes": null, "comments_days": null, "comments_links": null, "language": "fr"}}');
INSERT INTO "entry" VALUES(3,'2026-10-01 09:00:00.000000','parvis',NULL,'event',3,'create','{"after": {"slug": "lecture-en-ligne", "title": "Lire en ligne\u00a0: \u00ab\u00a0La Ville au conditionnel\u00a0\u00bb", "starts": "2027-09-16 18:30", "ends": "2027-09-16 20:00", "status": "published", "subtitle": "Que disent d\u2019une ville les projets qu\u2019elle n\u2019a pas construits\u202f?", "timezone": "Europe/Paris", "venue_state": "online", "city": "", "venue_name": "", "address": "", "capacity": null, "waiting_list": false, "opens": null, "closes": "2027-09-16 18:00", "max_seats": 1, "confirm_address": false, "hold_minutes": 60, "approval": false, "promotion": "confirm", "offer_hours": 24, "stop_before": 0, "self_cancel": true, "email_domains": "", "reminders": "", "comments_open": true, "comments_policy": "moderate", "comments_closes": null, "comments_days": null, "comments_links": null, "language": "fr"}}');
INSERT INTO "entry" VALUES(4,'2026-10-01 09:00:00.000000','parvis',NULL,'event',4,'create','{"after": {"slug": "walking-the-edge", "title": "Walking the edge", "starts": "2027-06-12 10:00", "ends": "2027-06-12 13:00", "status": "published", "subtitle": "Where does a town stop, and who decides?", "timezone": "Europe/Paris", "venue_state": "confirmed", "city": "Sarmelles", "venue_name": "Halte de Sarmelles-Canal, under the clock", "address": "1 quai des Lavandi\u00e8res", "capacity": 12, "waiting_list": true, "opens": null, "closes": null, "max_seats": 2, "confirm_address": false, "hold_minutes": 60, "approval": false, "promotion": "confirm", "offer_hours": 24, "stop_before": 0, "self_cancel": true, "email_domains": "", "reminders": "", "comments_open": true, "comments_policy": "first", "comments_closes": null, "comments_days": null, "comments_links": null, "language": "en"}}');
INSERT INTO "entry" VALUES(5,'2026-10-20 04:12:00.000000','person',NULL,'comment',1,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(6,'2026-10-20 05:24:00.000000','parvis',NULL,'comment',1,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(7,'2026-11-03 01:48:00.000000','person',NULL,'registration',1,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(8,'2026-11-03 13:48:00.000000','person',NULL,'registration',2,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(9,'2026-11-06 06:36:00.000000','person',NULL,'registration',3,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(10,'2026-11-06 23:24:00.000000','person',NULL,'comment',2,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(11,'2026-11-07 00:36:00.000000','parvis',NULL,'comment',2,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(12,'2026-11-07 18:36:00.000000','person',NULL,'comment',3,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(13,'2026-11-07 19:48:00.000000','parvis',NULL,'comment',3,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(14,'2026-11-08 06:36:00.000000','person',NULL,'comment',4,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(15,'2026-11-08 07:48:00.000000','parvis',NULL,'comment',4,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(16,'2026-11-08 21:00:00.000000','person',NULL,'registration',4,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(17,'2026-11-09 18:36:00.000000','person',NULL,'registration',5,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(18,'2026-11-10 11:24:00.000000','person',NULL,'registration',6,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(19,'2026-11-10 13:48:00.000000','person',NULL,'registration',7,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(20,'2026-11-10 16:12:00.000000','person',NULL,'registration',8,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(21,'2026-11-11 23:24:00.000000','person',NULL,'registration',9,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(22,'2026-11-13 04:12:00.000000','person',NULL,'registration',10,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(23,'2026-11-13 13:48:00.000000','person',NULL,'comment',5,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(24,'2026-11-13 15:00:00.000000','parvis',NULL,'comment',5,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(25,'2026-11-14 09:00:00.000000','person',NULL,'registration',9,'cancel','{"seats": 2}');
INSERT INTO "entry" VALUES(26,'2026-11-14 21:00:00.000000','person',NULL,'registration',11,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(27,'2026-11-16 01:48:00.000000','person',NULL,'registration',12,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(28,'2026-11-16 16:12:00.000000','person',NULL,'registration',13,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(29,'2026-11-17 11:24:00.000000','person',NULL,'registration',14,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(30,'2026-11-19 06:36:00.000000','person',NULL,'registration',15,'register','{"seats": 2}');
INSERT INTO "entry" VALUES(31,'2026-11-20 16:12:00.000000','person',NULL,'comment',6,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(32,'2026-11-20 17:24:00.000000','parvis',NULL,'comment',6,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(33,'2026-11-21 01:48:00.000000','person',NULL,'comment',7,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(34,'2026-11-21 03:00:00.000000','parvis',NULL,'comment',7,'approve','{"source": "pending", "target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(35,'2026-11-21 23:24:00.000000','person',NULL,'registration',4,'cancel','{"seats": 1}');
INSERT INTO "entry" VALUES(36,'2026-11-22 18:36:00.000000','person',NULL,'registration',16,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(37,'2026-11-23 18:36:00.000000','person',NULL,'registration',17,'join waiting list','{"seats": 1}');
INSERT INTO "entry" VALUES(38,'2026-11-23 21:00:00.000000','person',NULL,'comment',8,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(39,'2026-11-23 22:12:00.000000','parvis',NULL,'comment',8,'spam','{"source": "pending", "target": "spam", "version": 1}');
INSERT INTO "entry" VALUES(40,'2026-11-25 04:12:00.000000','person',NULL,'registration',18,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(41,'2026-11-25 13:48:00.000000','person',NULL,'registration',19,'join waiting list','{"seats": 2}');
INSERT INTO "entry" VALUES(42,'2026-11-26 01:48:00.000000','person',NULL,'comment',9,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(43,'2026-11-26 03:00:00.000000','parvis',NULL,'comment',9,'bin','{"source": "pending", "target": "bin", "version": 1}');
INSERT INTO "entry" VALUES(44,'2026-11-27 06:36:00.000000','person',NULL,'comment',10,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(45,'2026-11-27 07:48:00.000000','parvis',NULL,'comment',10,'spam','{"source": "pending", "target": "spam", "version": 1}');
INSERT INTO "entry" VALUES(46,'2026-11-27 23:24:00.000000','person',NULL,'registration',20,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(47,'2026-11-28 11:24:00.000000','person',NULL,'comment',11,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(48,'2026-11-29 18:07:12.000000','person',NULL,'comment',12,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(49,'2026-11-29 18:21:36.000000','person',NULL,'comment',13,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(50,'2026-11-30 04:40:48.000000','person',NULL,'comment',14,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(51,'2026-11-30 09:00:00.000000','parvis',NULL,'event',5,'revise','{"changed": ["consents"]}');
INSERT INTO "entry" VALUES(52,'2026-11-30 09:00:00.000000','parvis',NULL,'event',5,'revise','{"changed": ["questions"], "act": "ask", "question": 1}');
INSERT INTO "entry" VALUES(53,'2026-11-30 09:00:00.000000','parvis',NULL,'event',5,'revise','{"changed": ["questions"], "act": "ask", "question": 2}');
INSERT INTO "entry" VALUES(54,'2026-11-21 09:00:00.000000','person',NULL,'registration',21,'register','{"seats": 3}');
INSERT INTO "entry" VALUES(55,'2026-11-22 09:00:00.000000','person',NULL,'registration',22,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(56,'2026-11-23 09:00:00.000000','person',NULL,'registration',23,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(57,'2026-11-24 09:00:00.000000','person',NULL,'registration',24,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(58,'2026-11-25 09:00:00.000000','person',NULL,'registration',25,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(59,'2026-11-30 09:00:00.000000','person',NULL,'registration',26,'register','{"seats": 1}');
INSERT INTO "entry" VALUES(60,'2026-11-30 09:00:00.000000','person',NULL,'registration',27,'join waiting list','{"seats": 1}');
INSERT INTO "entry" VALUES(61,'2026-11-30 09:00:00.000000','staff',1,'registration',22,'move','{"former_address": 1}');
INSERT INTO "entry" VALUES(62,'2026-11-30 09:00:00.000000','person',NULL,'registration',25,'cancel','{"seats": 1}');
INSERT INTO "entry" VALUES(63,'2026-11-30 09:00:00.000000','staff',1,'registration',21,'check in','{"event": 5, "at": "2026-11-30T09:00:00+00:00", "outcome": "welcome", "forced": false}');
INSERT INTO "entry" VALUES(64,'2026-11-30 09:00:00.000000','staff',1,'registration',25,'refuse at the door','{"event": 5, "at": "2026-11-30T09:00:00+00:00", "outcome": "cancelled", "forced": false}');
INSERT INTO "entry" VALUES(65,'2026-11-30 09:00:00.000000','person',NULL,'comment',15,'post','{"target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(66,'2026-11-30 09:00:00.000000','person',NULL,'comment',16,'post','{"target": "approved", "version": 1}');
INSERT INTO "entry" VALUES(67,'2026-11-30 09:00:00.000000','person',NULL,'comment',17,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(68,'2026-11-30 09:00:00.000000','staff',2,'comment',17,'note','{}');
INSERT INTO "entry" VALUES(69,'2026-11-30 09:00:00.000000','person',NULL,'comment',16,'report','{"count": 1}');
INSERT INTO "entry" VALUES(70,'2026-11-30 09:00:00.000000','person',NULL,'comment',18,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(71,'2026-11-30 09:00:00.000000','staff',2,'comment',18,'spam','{"source": "pending", "target": "spam", "version": 1}');
INSERT INTO "entry" VALUES(72,'2026-11-30 09:00:00.000000','person',NULL,'comment',19,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(73,'2026-11-30 09:00:00.000000','person',NULL,'comment',20,'post','{"target": "pending", "version": 1}');
INSERT INTO "entry" VALUES(74,'2026-11-30 09:00:00.000000','staff',2,'comment',19,'approve','{"source": "pending", "target": "approved", "version": 1, "batch": 1}');
INSERT INTO "entry" VALUES(75,'2026-11-30 09:00:00.000000','staff',2,'comment',20,'approve','{"source": "pending", "target": "approved", "version": 1, "batch": 1}');
INSERT INTO "entry" VALUES(76,'2026-11-30 09:00:00.000000','staff',2,'comment',19,'undo','{"source": "approved", "target": "pending", "version": 2, "batch": 2}');
INSERT INTO "entry" VALUES(77,'2026-11-30 09:00:00.000000','staff',2,'comment',20,'undo','{"source": "approved", "target": "pending", "version": 2, "batch": 2}');
INSERT INTO "entry" VALUES(78,'2026-11-30 09:00:00.000000','staff',2,'comment',15,'reword','{"version": 1}');
INSERT INTO "entry" VALUES(79,'2026-11-30 09:00:00.000000','staff',1,'rule',1,'add','{"kind": "word", "effect": "hold", "event": null}');
INSERT INTO "entry" VALUES(80,'2026-11-30 09:00:00.000000','staff',1,'rule',2,'add','{"kind": "word", "effect": "spam", "event": null}');
INSERT INTO "entry" VALUES(81,'2026-11-30 09:00:00.000000','staff',1,'site',1,'protect','{"proof_of_work": true}');
CREATE TABLE event (
	id INTEGER NOT NULL, 
	slug VARCHAR(120) NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	sequence INTEGER NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	title VARCHAR NOT NULL, 
	subtitle VARCHAR NOT NULL, 
	host VARCHAR NOT NULL, 
	description VARCHAR NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	timezone VARCHAR(60) NOT NULL, 
	starts DATETIME NOT NULL, 
	ends DATETIME, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME, 
	venue_state VARCHAR(20) NOT NULL, 
	city VARCHAR NOT NULL, 
	venue_name VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	capacity INTEGER, 
	seats_taken INTEGER DEFAULT '0' NOT NULL, 
	seats_allowed INTEGER DEFAULT '0' NOT NULL, 
	waiting_count INTEGER DEFAULT '0' NOT NULL, 
	waiting_list BOOLEAN NOT NULL, 
	max_seats INTEGER NOT NULL, 
	opens DATETIME, 
	closes DATETIME, 
	comments_open BOOLEAN NOT NULL, 
	comments_policy VARCHAR(20) NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, source VARCHAR(400), confirm_address BOOLEAN DEFAULT false NOT NULL, hold_minutes INTEGER DEFAULT 60 NOT NULL CONSTRAINT ck_event_hold_minutes CHECK (hold_minutes BETWEEN 5 AND 10080), approval BOOLEAN DEFAULT false NOT NULL, promotion VARCHAR(20) DEFAULT 'confirm' NOT NULL CONSTRAINT ck_event_promotionpolicy CHECK (promotion IN ('confirm', 'offer', 'hand')), offer_hours INTEGER DEFAULT 24 NOT NULL CONSTRAINT ck_event_offer_hours CHECK (offer_hours BETWEEN 1 AND 336), stop_before INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_event_stop_before CHECK (stop_before BETWEEN 0 AND 720), self_cancel BOOLEAN DEFAULT true NOT NULL, comments_closes DATETIME, comments_days INTEGER, reminders VARCHAR DEFAULT '' NOT NULL, reminded_at DATETIME, email_domains VARCHAR DEFAULT '' NOT NULL, comments_links INTEGER, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT ck_event_capacity CHECK (capacity >= 0), 
	CONSTRAINT ck_event_no_overbooking CHECK (capacity IS NULL OR seats_taken <= capacity OR seats_taken <= seats_allowed), 
	CONSTRAINT ck_event_ends_after_start CHECK (ends_at IS NULL OR ends_at >= starts_at), 
	CONSTRAINT ck_event_max_seats CHECK (max_seats BETWEEN 1 AND 100), 
	CONSTRAINT ck_event_seats_taken CHECK (seats_taken >= 0), 
	CONSTRAINT uq_event_slug UNIQUE (slug), 
	CONSTRAINT ck_event_eventstatus CHECK (status IN ('draft', 'published', 'postponed', 'cancelled', 'archived')), 
	CONSTRAINT ck_event_venuestate CHECK (venue_state IN ('unknown', 'city', 'confirmed', 'online')), 
	CONSTRAINT ck_event_commentspolicy CHECK (comments_policy IN ('moderate', 'first', 'publish'))
);
INSERT INTO "event" VALUES(1,'faire-groupe','3bb427c1-a1da-459d-aad1-245c92010b38',0,'published','Articuler dynamique de regroupement et affirmation des politiques locales de l’habitat','Comment faire groupe et écosystème sans perdre sa boussole et son identité ? Et pourquoi ?','Aatiko Conseils','## Pourquoi cette journée

Fusionner, s’adosser à un groupe, fonder une société de coordination : chaque organisme de logement social sait à présent quelle forme prend son regroupement. Il sait aussi ce qu’il lui en a coûté. Le droit a réservé des surprises, l’informatique a pris du retard, l’épidémie de COVID a compliqué le reste ; absorbées par un chantier plus long et plus ingrat que prévu, bien des équipes ont fini par ne plus voir à quoi il devait servir.

Il reste à en tirer les fruits, au moment même où le terrain réclame autre chose : des organismes engagés dans la vie locale, auprès de partenaires qui ne sont pas ceux du groupe.

## Faire groupe

Aucun organigramme n’apprend à travailler ensemble à des sociétés qui ont chacune leur histoire. Un groupe commence à exister le jour où un projet mené en commun profite à tous sans effacer personne, et où l’on constate que l’union a mené plus loin que ne l’auraient fait les forces de chacun. Le temps et les moyens manquent à des maisons que leurs propres urgences débordent ; ils ne suffiraient pourtant pas. Ce qui fait tenir un groupe est d’un autre ordre :

- une raison d’agir et une culture que l’on partage ;
- des dirigeants d’accord entre eux, qui s’appliquent ce qu’ils demandent ;
- des façons de coopérer assez simples pour devenir des habitudes ;
- de la volonté, tempérée par le sens du possible.

Rien de tout cela ne s’obtient par note de service.

## Faire écosystème

Vu des territoires, le métier s’élargit. Ici, le bailleur aménage un quartier ou administre une copropriété ; là, il ouvre une maison de l’habitat, gère des logements pour le compte d’un tiers ou prend part à la sécurité des quartiers. Les alliances changent avec le lieu : politique locale de l’habitat, associations, groupement d’organismes, GIE.

Qui accepte ce jeu cesse de se penser seul maître chez soi et compose avec ceux que ses décisions concernent. Il arrive alors que l’intérêt du territoire s’écarte de celui du groupe, jusqu’à obliger un organisme à prendre le contre-pied des siens. Comment tenir cette position sans renier personne ?

## Pour qui

La journée est ouverte aux dirigeants et aux équipes des organismes de logement social, ainsi qu’à ceux qui travaillent à leurs côtés dans les territoires : collectivités, associations, acteurs de l’habitat.

## La journée

Aatiko Conseils vous y invite le mardi 22 mars 2022, de 9 h 30 à 16 h 30, à Paris ; le lieu reste à confirmer. Le grand témoin en est Jean-Claude Driant, professeur à l’École d’urbanisme de Paris.','fr','Europe/Paris','2022-03-22 09:30:00.000000','2022-03-22 16:30:00.000000','2022-03-22 08:30:00.000000','2022-03-22 15:30:00.000000','city','Paris','','',80,0,0,0,1,1,NULL,NULL,1,'moderate','2026-10-01 09:00:00.000000','2026-10-01 09:00:00.000000',NULL,0,60,0,'confirm',24,0,1,NULL,NULL,'',NULL,'',NULL);
INSERT INTO "event" VALUES(2,'faire-groupe-a-venir','7a9d9691-46fc-4893-973c-43fad1272a25',0,'published','Articuler dynamique de regroupement et affirmation des politiques locales de l’habitat','Comment faire groupe et écosystème sans perdre sa boussole et son identité ? Et pourquoi ?','Aatiko Conseils','## Pourquoi y revenir

En mars 2022, [une première journée](/events/faire-groupe) partait d’un constat : les organismes de logement social avaient choisi comment se regrouper, par la fusion, par l’adossement à un groupe ou par une société de coordination, et ce choix leur avait coûté cher. Surprises juridiques, retards informatiques, épidémie de COVID : au bout d’un chantier plus long et plus ingrat que prévu, bien des équipes ne voyaient plus à quoi il devait servir.

Quelques années plus tard, il reste à en tirer tous les fruits, et le terrain continue de réclamer autre chose : des organismes engagés dans la vie locale, auprès de partenaires qui ne sont pas ceux du groupe.

## Faire groupe

Aucun organigramme n’apprend à travailler ensemble à des sociétés qui ont chacune leur histoire. Un groupe existe pour de bon le jour où un projet mené en commun profite à tous sans effacer personne, et où l’on constate que l’union a mené plus loin que ne l’auraient fait les forces de chacun. Le temps et les moyens manquent toujours à des maisons que leurs propres urgences débordent ; ils ne suffiraient pourtant pas. Ce qui fait tenir un groupe est d’un autre ordre :

- une raison d’agir et une culture que l’on partage ;
- des dirigeants d’accord entre eux, qui s’appliquent ce qu’ils demandent ;
- des façons de coopérer assez simples pour devenir des habitudes ;
- de la volonté, tempérée par le sens du possible.

Rien de tout cela ne s’obtient par note de service.

## Faire écosystème

Vu des territoires, le métier ne cesse de s’élargir. Ici, le bailleur aménage un quartier ou administre une copropriété ; là, il ouvre une maison de l’habitat, gère des logements pour le compte d’un tiers ou prend part à la sécurité des quartiers. Les alliances changent avec le lieu : politique locale de l’habitat, associations, groupement d’organismes, GIE.

Qui accepte ce jeu cesse de se penser seul maître chez soi et compose avec ceux que ses décisions concernent. Il arrive alors que l’intérêt du territoire s’écarte de celui du groupe, jusqu’à obliger un organisme à prendre le contre-pied des siens. Comment tenir cette position sans renier personne ?

## Pour qui

La journée est ouverte aux dirigeants et aux équipes des organismes de logement social, ainsi qu’à ceux qui travaillent à leurs côtés dans les territoires : collectivités, associations, acteurs de l’habitat. Il n’est pas nécessaire d’avoir assisté à la première.

## La journée

Aatiko Conseils vous y invite. Le grand témoin en est de nouveau Jean-Claude Driant, professeur à l’École d’urbanisme de Paris.','fr','Europe/Paris','2027-03-22 09:30:00.000000','2027-03-22 16:30:00.000000','2027-03-22 08:30:00.000000','2027-03-22 15:30:00.000000','city','Paris','','',80,8,0,0,1,1,NULL,NULL,1,'moderate','2026-10-01 09:00:00.000000','2026-10-01 09:00:00.000000',NULL,0,60,0,'confirm',24,0,1,NULL,NULL,'',NULL,'',NULL);
INSERT INTO "event" VALUES(3,'lecture-en-ligne','885d6f33-e40c-4fc4-a158-fb57a6e04b64',0,'published','Lire en ligne : « La Ville au conditionnel »','Que disent d’une ville les projets qu’elle n’a pas construits ?','Le Cercle des pas perdus','Un opéra sur pilotis, trois lignes de tramway, une cité-jardin dont il ne subsiste qu’un nom de rue : Apolline Vercasson a passé six ans dans les archives de Sarmelles à relever ce que la ville avait décidé, dessiné, parfois financé, puis laissé dans un carton. Son récit se lit comme le guide d’une cité parallèle, avec ses quartiers, ses habitants probables et ses embouteillages imaginaires.

Elle en lira quatre extraits, suivis chacun d’un moment de conversation. Que faut-il garder d’un projet abandonné ? Une ville apprend-elle de ce qu’elle renonce à faire ? Et qui se souvient des promesses, une fois les plans roulés ?

## Comment cela se passe

La rencontre a lieu en visioconférence, sans limite de places. Les personnes inscrites reçoivent l’adresse de connexion par e-mail. Les questions se posent de vive voix ou par écrit, et il n’est pas nécessaire d’avoir lu le livre.','fr','Europe/Paris','2027-09-16 18:30:00.000000','2027-09-16 20:00:00.000000','2027-09-16 16:30:00.000000','2027-09-16 18:00:00.000000','online','','','',NULL,2,0,0,0,1,NULL,'2027-09-16 18:00:00.000000',1,'moderate','2026-10-01 09:00:00.000000','2026-10-01 09:00:00.000000',NULL,0,60,0,'confirm',24,0,1,NULL,NULL,'',NULL,'',NULL);
INSERT INTO "event" VALUES(4,'walking-the-edge','faaedb9e-2fbf-4968-8701-1b4ee8a8fc75',0,'published','Walking the edge','Where does a town stop, and who decides?','The Kerb & Hedgerow Society','On the map, Sarmelles ends in a clean line along the canal. On foot, the line turns out to be a mile wide: a row of allotments nobody admits to owning, a bus that turns round in a barley field, a retail park with a brook under it and a chapel behind it.

Over three hours and seven kilometres we follow that margin from the canal halt to the old brickworks, stopping wherever two kinds of ground meet. Isolde Pemberwick reads the planting and the drainage; Anatole Brindavoine brings four editions of the same map, each of which puts the edge of the town somewhere else. Walkers are invited to draw a fifth.

## Before you come

- The walk goes ahead in rain and stops for thunder.
- Most of the way is level. The towpath is gravel, and there are two stiles near the brickworks; tell us beforehand if you would like the route without them.
- Bring water and shoes you do not mind muddying. We lend the pencils.

The group is kept to twelve so that everyone can hear. You may book for yourself and one other person.','en','Europe/Paris','2027-06-12 10:00:00.000000','2027-06-12 13:00:00.000000','2027-06-12 08:00:00.000000','2027-06-12 11:00:00.000000','confirmed','Sarmelles','Halte de Sarmelles-Canal, under the clock','1 quai des Lavandières',12,12,0,2,1,2,NULL,NULL,1,'first','2026-10-01 09:00:00.000000','2026-10-01 09:00:00.000000',NULL,0,60,0,'confirm',24,0,1,NULL,NULL,'',NULL,'',NULL);
INSERT INTO "event" VALUES(5,'assises','481f0833-bac0-4f69-ae24-f5bd9a0b75d7',0,'published','Assises du logement','','','','fr','Europe/Paris','2026-11-30 11:00:00.000000','2026-11-30 18:00:00.000000','2026-11-30 10:00:00.000000','2026-11-30 17:00:00.000000','unknown','','','',10,6,0,0,1,3,NULL,NULL,1,'moderate','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,0,60,0,'confirm',24,0,1,NULL,NULL,'',NULL,'',NULL);
INSERT INTO "event" VALUES(6,'full','f543e02b-1b06-4384-aaeb-4c10533036be',0,'published','Visite des Docks','','','','fr','Europe/Paris','2026-12-30 10:00:00.000000','2026-12-30 17:00:00.000000','2026-12-30 09:00:00.000000','2026-12-30 16:00:00.000000','unknown','','','',1,1,0,1,1,1,NULL,NULL,1,'moderate','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,0,60,0,'confirm',24,0,1,NULL,NULL,'',NULL,'',NULL);
CREATE TABLE follower (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	email_key VARCHAR(254) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	created_at DATETIME NOT NULL, 
	asked_at DATETIME, 
	confirmed_at DATETIME, 
	CONSTRAINT pk_follower PRIMARY KEY (id), 
	CONSTRAINT uq_follower_uid UNIQUE (uid), 
	CONSTRAINT uq_follower_token_hash UNIQUE (token_hash), 
	CONSTRAINT uq_follower_email_key UNIQUE (email_key)
);
INSERT INTO "follower" VALUES(1,'bf2ed9ac-d9aa-457c-88eb-1fbc82ee3240','a65100055a48cdc0a0e7d466990224a0041a1b764b1ff3fdb4cb84915171f6c5','jeanne@example.org','jeanne@example.org','fr','2026-11-30 09:00:00.000000',NULL,'2026-11-30 09:00:00.000000');
INSERT INTO "follower" VALUES(2,'cc082cd9-1799-4a39-bb0a-5b0a3a58b94e','5423ad2289abb16d616e61a99dc3c139f05b83ae956a5900e7683d2ac0e8c6b2','paul@example.org','paul@example.org','fr','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL);
CREATE TABLE former_address (
	id INTEGER NOT NULL, 
	registration_id INTEGER NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	followed_by VARCHAR(254) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_former_address PRIMARY KEY (id), 
	CONSTRAINT fk_former_address_registration_id_registration FOREIGN KEY(registration_id) REFERENCES registration (id) ON DELETE CASCADE
);
INSERT INTO "former_address" VALUES(1,22,'personne1@example.org','elie@example.org','2026-11-30 09:00:00.000000');
CREATE TABLE former_text (
	id INTEGER NOT NULL, 
	comment_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	name VARCHAR(245) NOT NULL, 
	website VARCHAR(200) NOT NULL, 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_former_text PRIMARY KEY (id), 
	CONSTRAINT fk_former_text_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_former_text_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "former_text" VALUES(1,15,1,'Devant la capitainerie.','Jeanne Martin','',2,'2026-11-30 09:00:00.000000');
CREATE TABLE learned (
	id INTEGER NOT NULL, 
	mark VARCHAR(80) NOT NULL, 
	spam INTEGER NOT NULL, 
	rest INTEGER NOT NULL, 
	bias DOUBLE NOT NULL, 
	keys BLOB NOT NULL, 
	"values" BLOB NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_learned PRIMARY KEY (id), 
	CONSTRAINT ck_learned_only_one CHECK (id = 1)
);
INSERT INTO "learned" VALUES(1,'5 0',1,0,-1.4,X'73F1DC15BF678E1A6CB58B243901CF24F099AC36F314DB42A9065D66833FDC71D376C97503F6A1860DA3628A79E25D9999999FA349182EA7C7D99DBAA7B324BBD822C8CA18A182D1516149D255B554FE',X'0000803F0000C0400000803F00004040000020400000004000004040000040400000C04000000040000000400000804000004040000040400000803F0000404000000040000000400000803F0000C040','2026-11-30 09:00:00.000000');
CREATE TABLE lesson (
	id INTEGER NOT NULL, 
	comment_id INTEGER, 
	spam BOOLEAN NOT NULL, 
	keys BLOB NOT NULL, 
	CONSTRAINT pk_lesson PRIMARY KEY (id), 
	CONSTRAINT fk_lesson_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE SET NULL, 
	CONSTRAINT uq_lesson_comment_id UNIQUE (comment_id)
);
INSERT INTO "lesson" VALUES(1,18,1,X'DA33F6EB5653F71B865B7FE0485F807FECD23F524E24C9AA833FDC71ABAB15C2471AAA54');
CREATE TABLE loan (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	device VARCHAR(60) NOT NULL, 
	scope VARCHAR(20) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	opened_at DATETIME, 
	ended_at DATETIME, 
	CONSTRAINT pk_loan PRIMARY KEY (id), 
	CONSTRAINT fk_loan_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_loan_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_loan_token_hash UNIQUE (token_hash), 
	CONSTRAINT ck_loan_scope CHECK (scope IN ('see', 'check in'))
);
INSERT INTO "loan" VALUES(1,5,1,'Entrée nord','check in','ba54421d704c7665a21a8e4eb6c8b76b63b6bb5763417b6bd008f9ca6c5ec144','2026-11-30 09:00:00.000000','2026-11-30 15:00:00.000000','2026-11-30 09:00:00.000000',NULL);
CREATE TABLE message (
	id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	cause VARCHAR(120) NOT NULL, 
	recipients VARCHAR NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	facts JSON NOT NULL, 
	registration_id INTEGER, 
	comment_id INTEGER, 
	state VARCHAR(20) NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	sent_at DATETIME, 
	error VARCHAR NOT NULL, 
	CONSTRAINT pk_message PRIMARY KEY (id), 
	CONSTRAINT fk_message_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_message_registration_id_registration FOREIGN KEY(registration_id) REFERENCES registration (id), 
	CONSTRAINT uq_message_cause UNIQUE (cause), 
	CONSTRAINT ck_message_messagestate CHECK (state IN ('queued', 'sending', 'sent', 'failed'))
);
INSERT INTO "message" VALUES(1,'confirmation','confirmation:21:1','personne0@example.org','fr','{}',21,NULL,'sent',1,'2026-11-21 09:00:00.000000','2026-11-21 09:00:00.000000','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000','');
INSERT INTO "message" VALUES(2,'confirmation','confirmation:22:1','personne1@example.org','fr','{}',22,NULL,'failed',1,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,'550 no such user');
INSERT INTO "message" VALUES(3,'confirmation','confirmation:23:1','personne2@example.org','fr','{}',23,NULL,'queued',1,'2026-11-23 09:00:00.000000','2026-11-30 09:01:00.000000','2026-11-30 09:00:00.000000',NULL,'421 try later');
INSERT INTO "message" VALUES(4,'confirmation','confirmation:24:1','personne3@example.org','fr','{}',24,NULL,'queued',0,'2026-11-24 09:00:00.000000','2026-11-24 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(5,'confirmation','confirmation:25:1','personne4@example.org','fr','{}',25,NULL,'queued',0,'2026-11-25 09:00:00.000000','2026-11-25 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(6,'confirmation','confirmation:26:1','jeanne@example.org','fr','{}',26,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(7,'waiting','waiting:27:1','paul@example.org','fr','{}',27,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(8,'moved','moved:22:2','elie@example.org','fr','{}',22,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(9,'moved away','moved away:22:2','personne1@example.org','fr','{}',22,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(10,'cancellation','cancellation:25:2','personne4@example.org','fr','{}',25,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(11,'cancelled','cancelled:25:2','claire@example.org','fr','{}',25,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(12,'reply','reply:16:1','jeanne@example.org','fr','{"subscription_id": 1}',NULL,16,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:05:00.000000',NULL,NULL,'');
INSERT INTO "message" VALUES(13,'confirm address','confirm address:2:2026-11-30T09:00:00','paul@example.org','fr','{"follower_id": 2}',NULL,NULL,'queued',0,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL,'');
CREATE TABLE note (
	id INTEGER NOT NULL, 
	comment_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_note_user_id_user FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "note" VALUES(1,17,2,'On demande à la mairie.','2026-11-30 09:00:00.000000');
CREATE TABLE old_address (
	path VARCHAR(500) NOT NULL, 
	event_id INTEGER NOT NULL, 
	CONSTRAINT pk_old_address PRIMARY KEY (path), 
	CONSTRAINT fk_old_address_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "old_address" VALUES('/2022/03/a-day',5);
CREATE TABLE protection (
	id INTEGER NOT NULL, 
	filtering VARCHAR(20) NOT NULL, 
	policy VARCHAR(20) NOT NULL, proof_of_work BOOLEAN DEFAULT 0 NOT NULL, require_name BOOLEAN DEFAULT 1 NOT NULL, require_email BOOLEAN DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_protection PRIMARY KEY (id), 
	CONSTRAINT ck_protection_only_one CHECK (id = 1), 
	CONSTRAINT ck_protection_filtering CHECK (filtering IN ('off', 'hold', 'file')), 
	CONSTRAINT ck_protection_commentspolicy CHECK (policy IN ('moderate', 'first', 'publish'))
);
INSERT INTO "protection" VALUES(1,'hold','moderate',1,1,1);
CREATE TABLE question (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"key" VARCHAR(80) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	label VARCHAR(500) NOT NULL, 
	hint VARCHAR(500) NOT NULL, 
	required BOOLEAN NOT NULL, 
	internal BOOLEAN NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	CONSTRAINT pk_question PRIMARY KEY (id), 
	CONSTRAINT fk_question_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_question_event_id_key UNIQUE (event_id, "key"), 
	CONSTRAINT ck_question_questionkind CHECK (kind IN ('short text', 'long text', 'one choice', 'several choices', 'yes or no', 'number', 'date'))
);
INSERT INTO "question" VALUES(1,5,0,'votre-midi','one choice','Votre midi','',1,0,0);
INSERT INTO "question" VALUES(2,5,1,'quelle-allergie','short text','Quelle allergie ?','',0,0,0);
CREATE TABLE reading (
	user_id INTEGER NOT NULL, 
	comment_id INTEGER NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_reading PRIMARY KEY (user_id), 
	CONSTRAINT fk_reading_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reading_user_id_user FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
INSERT INTO "reading" VALUES(2,17,'2026-11-30 09:01:00.000000');
CREATE TABLE "registration" (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	token_generation INTEGER NOT NULL, 
	receipt_hash VARCHAR(64), 
	submission VARCHAR(64) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	state_at DATETIME NOT NULL, 
	turns INTEGER NOT NULL, 
	seats INTEGER NOT NULL, 
	name VARCHAR(245) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	email_key VARCHAR(254) NOT NULL, 
	organisation VARCHAR(245) NOT NULL, 
	job_title VARCHAR(245) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	consent_at DATETIME, 
	waiting_since DATETIME, 
	created_at DATETIME NOT NULL, ticket_generation INTEGER DEFAULT '1' NOT NULL, arrived_at DATETIME, address_hash VARCHAR(64), held_until DATETIME, verb VARCHAR(20) DEFAULT '' NOT NULL, folded TEXT DEFAULT '' NOT NULL, name_key VARCHAR(500) DEFAULT '' NOT NULL, erased_at DATETIME, priority BOOLEAN DEFAULT false NOT NULL, 
	CONSTRAINT pk_registration PRIMARY KEY (id), 
	CONSTRAINT ck_registration_seats CHECK (seats BETWEEN 1 AND 100), 
	CONSTRAINT fk_registration_event_id_event FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT uq_registration_event_id_email_key UNIQUE (event_id, email_key), 
	CONSTRAINT uq_registration_receipt_hash UNIQUE (receipt_hash), 
	CONSTRAINT uq_registration_token_hash UNIQUE (token_hash), 
	CONSTRAINT uq_registration_uid UNIQUE (uid), 
	CONSTRAINT ck_registration_registrationstate CHECK (state IN ('confirmed', 'waiting', 'cancelled', 'held', 'pending', 'offered', 'refused'))
);
INSERT INTO "registration" VALUES(1,2,'afe0f19a-f758-4fe8-922c-be7b80de6b34','f0b0a73dfb1b51011ce1c0af40374c3d0e58ba8ae350330c48b89eb6704035c5',1,NULL,'','confirmed','2026-11-03 01:48:00.000000',1,1,'Éléonore d’Aubigny-Sarr','eleonore.daubigny@example.org','eleonore.daubigny@example.org','Office de l’habitat du Val d’Orle','directrice générale adjointe','fr','2026-11-03 01:48:00.000000',NULL,'2026-11-03 01:48:00.000000',1,NULL,'2f4626154cf94bd6daf75c1e703004fc1b9fc3ff56fddc485c8204d370909f78',NULL,'register','eleonore d aubigny sarr office de l habitat du val d orle directrice generale adjointe eleonore.daubigny@example.org','aubigny sarr	eleonore d	aubigny-sarr éléonore d''',NULL,0);
INSERT INTO "registration" VALUES(2,2,'483e8ef5-71fc-4c39-bb20-872a873c7488','7bca804d54848ad5b48ee539d6bdadd41375739721ed8fb60cf5d2caba807aa5',1,NULL,'','confirmed','2026-11-03 13:48:00.000000',1,1,'Jean-Loup L’Hermitte','jl.lhermitte@example.com','jl.lhermitte@example.com','Société de coordination Rives et Plaines','secrétaire général','fr','2026-11-03 13:48:00.000000',NULL,'2026-11-03 13:48:00.000000',1,NULL,'c7602ca1eeedfe96139d5531eb32201730c10be0a62fac1c807966b24bbafef2',NULL,'register','jean loup l hermitte societe de coordination rives et plaines secretaire general jl.lhermitte@example.com','l hermitte	jean loup	l’hermitte jean-loup',NULL,0);
INSERT INTO "registration" VALUES(3,2,'121e2576-a2b7-4b29-ac44-5da3f18d394c','103f8581be1d5822f788d92180f58caa77a2dd83659eeb95a59eafd90dbab6ea',1,NULL,'','confirmed','2026-11-06 06:36:00.000000',1,1,'Fatoumata Diabaté-Le Bris','f.diabate-lebris@example.org','f.diabate-lebris@example.org','Communauté d’agglomération de Sarmelles','responsable du service de l’habitat','fr','2026-11-06 06:36:00.000000',NULL,'2026-11-06 06:36:00.000000',1,NULL,'923ebf99a757ea972b48d472984f499cff92506f52fe1f79b168453c622f7f3b',NULL,'register','fatoumata diabate le bris communaute d agglomeration de sarmelles responsable du service de l habitat f.diabate lebris@example.org','bris	fatoumata diabate le	bris fatoumata diabaté-le',NULL,0);
INSERT INTO "registration" VALUES(4,2,'47cdad4f-d8b9-4b81-90b3-84fe6d17a135','d4a3ee8dc23a15e5f9899e0dda76c24927a34b449d4bc00efae7ee33f8fd0700',1,NULL,'','cancelled','2026-11-21 23:24:00.000000',2,1,'Gaëtan de La Tour-Ménard','gaetan.delatour@example.com','gaetan.delatour@example.com','GIE Quatre-Toits','administrateur','fr','2026-11-08 21:00:00.000000',NULL,'2026-11-08 21:00:00.000000',1,NULL,'6841039bf8dcf6383d17b63406e3cd4eafb6efed890a1f4d6de334dde03fab15',NULL,'cancel','gaetan de la tour menard gie quatre toits administrateur gaetan.delatour@example.com','la tour menard	gaetan de	la tour-ménard gaëtan de',NULL,0);
INSERT INTO "registration" VALUES(5,4,'c3c75de0-8e3c-42ed-91c8-3cc9ed906531','58279236cfe15f25375549e2b8ee034da658b4440116f921420f85c1042462e6',1,NULL,'','confirmed','2026-11-09 18:36:00.000000',1,2,'Fatoumata Diabaté-Le Bris','f.diabate-lebris@example.org','f.diabate-lebris@example.org','Communauté d’agglomération de Sarmelles','responsable du service de l’habitat','fr','2026-11-09 18:36:00.000000',NULL,'2026-11-09 18:36:00.000000',1,NULL,'c75e8a5105b18ebe255e5cc08d1ec84287b55febef9c71198e287e4d44907f04',NULL,'register','fatoumata diabate le bris communaute d agglomeration de sarmelles responsable du service de l habitat f.diabate lebris@example.org','bris	fatoumata diabate le	bris fatoumata diabaté-le',NULL,0);
INSERT INTO "registration" VALUES(6,4,'dd546c92-1e04-432b-bee0-e132ae6d1fc1','eae24d5c2971f4d5eb83d98174650d4af6d82c3bfb165f4c2472d64c70ee0de7',1,NULL,'','confirmed','2026-11-10 11:24:00.000000',1,2,'Zoé N’Diaye','zoe.ndiaye@example.org','zoe.ndiaye@example.org','Agence d’urbanisme de Sarmelles','chargée d’études','fr','2026-11-10 11:24:00.000000',NULL,'2026-11-10 11:24:00.000000',1,NULL,'a434d941ed3556a866f93df2dd3a9389d48d601db47d02e47cbf03d4c39bd12f',NULL,'register','zoe n diaye agence d urbanisme de sarmelles chargee d etudes zoe.ndiaye@example.org','n diaye	zoe	n’diaye zoé',NULL,0);
INSERT INTO "registration" VALUES(7,2,'e33d4470-fae2-4fdd-91be-78090e574c27','8ed37ff85f1b3f20ef70ea901cc19b5f20196b0e9b37a77e56cb61c05fb4270f',1,NULL,'','confirmed','2026-11-10 13:48:00.000000',1,1,'Zoé N’Diaye','zoe.ndiaye@example.org','zoe.ndiaye@example.org','Agence d’urbanisme de Sarmelles','chargée d’études','fr','2026-11-10 13:48:00.000000',NULL,'2026-11-10 13:48:00.000000',1,NULL,'6c3e1e7d8e8f0de67b47f6ae506132c6d81490aca4899f8d05864e8a6c8ffbe3',NULL,'register','zoe n diaye agence d urbanisme de sarmelles chargee d etudes zoe.ndiaye@example.org','n diaye	zoe	n’diaye zoé',NULL,0);
INSERT INTO "registration" VALUES(8,3,'fd921afe-369e-4033-bec6-12f348d11107','ac78519cbdb76f48695bb37713797b3dd2e5555f25c9f89da50c4b3f788034c9',1,NULL,'','confirmed','2026-11-10 16:12:00.000000',1,1,'Zoé N’Diaye','zoe.ndiaye@example.org','zoe.ndiaye@example.org','Agence d’urbanisme de Sarmelles','chargée d’études','fr','2026-11-10 16:12:00.000000',NULL,'2026-11-10 16:12:00.000000',1,NULL,'b1ded28c00502c0a67892e4edb681040be61061c00c8d783a3a774a9bf134d56',NULL,'register','zoe n diaye agence d urbanisme de sarmelles chargee d etudes zoe.ndiaye@example.org','n diaye	zoe	n’diaye zoé',NULL,0);
INSERT INTO "registration" VALUES(9,4,'5da83437-bff4-45b1-90f4-5208e58b98e9','fdbfa1f3bf6e6258ffc8eabe134d1f862965274380fe51dcc93a5fbc4c8141f0',1,NULL,'','cancelled','2026-11-14 09:00:00.000000',2,2,'Iñaki Etxeberria-Roy','inaki.etxeberria@example.com','inaki.etxeberria@example.com','Atelier Talus, paysagistes','paysagiste concepteur','fr','2026-11-11 23:24:00.000000',NULL,'2026-11-11 23:24:00.000000',1,NULL,'c446d3f366cdebdbc31c6105fc97e390382ca4e357135ab690ca21203bce33c4',NULL,'cancel','inaki etxeberria roy atelier talus, paysagistes paysagiste concepteur inaki.etxeberria@example.com','etxeberria roy	inaki	etxeberria-roy iñaki',NULL,0);
INSERT INTO "registration" VALUES(10,2,'c50263ce-5259-4a3c-a74c-860b1f88e997','c72bb4dce5276d5629fc8ae056d7eea14e648fa55b808c94d84f3f906cf24e88',1,NULL,'','confirmed','2026-11-13 04:12:00.000000',1,1,'Clotilde Œillet','clotilde.oeillet@example.org','clotilde.oeillet@example.org','École des territoires','doctorante','fr','2026-11-13 04:12:00.000000',NULL,'2026-11-13 04:12:00.000000',1,NULL,'a943be80693ef6427b2f29a83e3763a8eef32e37ecce16e6239303e10c79018f',NULL,'register','clotilde oeillet ecole des territoires doctorante clotilde.oeillet@example.org','oeillet	clotilde	œillet clotilde',NULL,0);
INSERT INTO "registration" VALUES(11,4,'a893a8b8-8651-4aa9-9a97-5c6301a1a742','6135aabd41c04f307c8ce2674b68bb5755a19928804598ce4205f9b80147ec38',1,NULL,'','confirmed','2026-11-14 21:00:00.000000',1,2,'Clotilde Œillet','clotilde.oeillet@example.org','clotilde.oeillet@example.org','École des territoires','doctorante','fr','2026-11-14 21:00:00.000000',NULL,'2026-11-14 21:00:00.000000',1,NULL,'a95c48a8beb0642e9f2b85d42bfb3e938d03a91c88c54de626329b208f9a10b4',NULL,'register','clotilde oeillet ecole des territoires doctorante clotilde.oeillet@example.org','oeillet	clotilde	œillet clotilde',NULL,0);
INSERT INTO "registration" VALUES(12,4,'639847cb-64ea-4892-8e17-91494de9658a','71313591200b0b3a1db3e9f1e449a19a9871bdc7c27953936d1b2e25f6aca4c6',1,NULL,'','confirmed','2026-11-16 01:48:00.000000',1,2,'Anne-Maëlle van der Meersche','am.vandermeersche@example.org','am.vandermeersche@example.org','Coopérative Les Toits communs','présidente','fr','2026-11-16 01:48:00.000000',NULL,'2026-11-16 01:48:00.000000',1,NULL,'9d4d43e3f8fb5b544a337facc73f239a52c772b3a159bf2c847403358d7ad467',NULL,'register','anne maelle van der meersche cooperative les toits communs presidente am.vandermeersche@example.org','van der meersche	anne maelle	van der meersche anne-maëlle',NULL,0);
INSERT INTO "registration" VALUES(13,4,'e1126702-1c2e-45fe-affa-2c632f78be64','e1c15fa889efb572e7cbca8d5b2818fa53863879b0d20357f8bbe86000f15da5',1,NULL,'','confirmed','2026-11-16 16:12:00.000000',1,2,'Siobhán O’Rourke-Petit','siobhan.orourke@example.com','siobhan.orourke@example.com','Ballymargin Field Club','surveyor','en','2026-11-16 16:12:00.000000',NULL,'2026-11-16 16:12:00.000000',1,NULL,'f587f7d3311ba1785e300494f5201767921a4f016d86c0a18c59bc8913602387',NULL,'register','siobhan o rourke petit ballymargin field club surveyor siobhan.orourke@example.com','o rourke petit	siobhan	o’rourke-petit siobhán',NULL,0);
INSERT INTO "registration" VALUES(14,2,'a09de6db-df6c-4675-9d55-031e086d17e3','f56d34b011d1d1c177e1e08562cedb06bbd4b4aa0ef32ddfef0e2e2027d1b28e',1,NULL,'','confirmed','2026-11-17 11:24:00.000000',1,1,'Anne-Maëlle van der Meersche','am.vandermeersche@example.org','am.vandermeersche@example.org','Coopérative Les Toits communs','présidente','fr','2026-11-17 11:24:00.000000',NULL,'2026-11-17 11:24:00.000000',1,NULL,'1f7a2415cee282d8ad37444000256e4821d7f761c333e01086114afa6973eb5b',NULL,'register','anne maelle van der meersche cooperative les toits communs presidente am.vandermeersche@example.org','van der meersche	anne maelle	van der meersche anne-maëlle',NULL,0);
INSERT INTO "registration" VALUES(15,4,'da20bde6-8f45-4969-aed4-d9ecbf539e01','34df1d3ee513c4596694ce36a3a3b2ed72dda5fc4d23b4a4dc1f2b2bed355ed0',1,NULL,'','confirmed','2026-11-19 06:36:00.000000',1,2,'Ömer Yıldız','omer.yildiz@example.org','omer.yildiz@example.org','SA d’HLM Le Chêne creux','directeur du développement','fr','2026-11-19 06:36:00.000000',NULL,'2026-11-19 06:36:00.000000',1,NULL,'d649fe513d75bae2469d35cdcccad36785afd5bd8800741fa195d711ce2b4b9d',NULL,'register','omer yıldız sa d hlm le chene creux directeur du developpement omer.yildiz@example.org','yıldız	omer	yıldız ömer',NULL,0);
INSERT INTO "registration" VALUES(16,2,'592189b2-4680-4535-a8f5-24d90ebeaedf','85791a44e10b4a0795a29d4e5ff5117fab90872cc0a37481b0a61a51388816e2',1,NULL,'','confirmed','2026-11-22 18:36:00.000000',1,1,'Ömer Yıldız','omer.yildiz@example.org','omer.yildiz@example.org','SA d’HLM Le Chêne creux','directeur du développement','fr','2026-11-22 18:36:00.000000',NULL,'2026-11-22 18:36:00.000000',1,NULL,'2c910f5751c7b48cb2416473a9c89240063535817f15e36d2e9a9cc783cd88d7',NULL,'register','omer yıldız sa d hlm le chene creux directeur du developpement omer.yildiz@example.org','yıldız	omer	yıldız ömer',NULL,0);
INSERT INTO "registration" VALUES(17,4,'ad41e3dc-315d-4b1c-9df8-f81033f0e92c','42cacabc207d69af586aa5e641110699989245a630d1e2794d0e694ebe592437',1,NULL,'','waiting','2026-11-23 18:36:00.000000',1,1,'Françoise Éluard-Bonnin','francoise.eluard@example.org','francoise.eluard@example.org','Amicale des locataires du Clos-Vert','trésorière','fr','2026-11-23 18:36:00.000000','2026-11-23 18:36:00.000000','2026-11-23 18:36:00.000000',1,NULL,'84dd58a5c9cf5ab56b84d92bc92bb6e2302c6fec66521d024d4738c6c3fba77c',NULL,'join waiting list','francoise eluard bonnin amicale des locataires du clos vert tresoriere francoise.eluard@example.org','eluard bonnin	francoise	éluard-bonnin françoise',NULL,0);
INSERT INTO "registration" VALUES(18,3,'96f1f4ae-5ba9-45bf-8a2a-011b793600a6','12aaa5aa21925141280975775b3e39fd92fa8a8737de1de108b80eb2e8cd4584',1,NULL,'','confirmed','2026-11-25 04:12:00.000000',1,1,'Jean-Loup L’Hermitte','jl.lhermitte@example.com','jl.lhermitte@example.com','Société de coordination Rives et Plaines','secrétaire général','fr','2026-11-25 04:12:00.000000',NULL,'2026-11-25 04:12:00.000000',1,NULL,'49cf6cbe41c0fbb7ea7108d8411632efa140ed7092a4d7d97f80100c43d667a5',NULL,'register','jean loup l hermitte societe de coordination rives et plaines secretaire general jl.lhermitte@example.com','l hermitte	jean loup	l’hermitte jean-loup',NULL,0);
INSERT INTO "registration" VALUES(19,4,'dc66d1ab-c900-4322-b44b-553489fcd1b6','9f7edd4fd3f6031c13b16448af0f5be0a244e35c9129adc57c7f4a40337de521',1,NULL,'','waiting','2026-11-25 13:48:00.000000',1,2,'Kévin Eluard','kevin.eluard@example.com','kevin.eluard@example.com','','','fr','2026-11-25 13:48:00.000000','2026-11-25 13:48:00.000000','2026-11-25 13:48:00.000000',1,NULL,'1056d341a4ddcdfc9320481fa127609b4e0beaf0814af99f115d7ec3ffd03c94',NULL,'join waiting list','kevin eluard kevin.eluard@example.com','eluard	kevin	eluard kévin',NULL,0);
INSERT INTO "registration" VALUES(20,2,'aae8d0b5-1c69-4578-9c8e-1390c7cf3dc0','6741cf25dbb18e1dcd8e35f1210ba29b7786d7be398d8cac3e82494aebea55d4',1,NULL,'','confirmed','2026-11-27 23:24:00.000000',1,1,'Françoise Éluard-Bonnin','francoise.eluard@example.org','francoise.eluard@example.org','Amicale des locataires du Clos-Vert','trésorière','fr','2026-11-27 23:24:00.000000',NULL,'2026-11-27 23:24:00.000000',1,NULL,'9d61998f98866d50ce5ad9dda6a50ec569393e52133af538315a991048cfa26f',NULL,'register','francoise eluard bonnin amicale des locataires du clos vert tresoriere francoise.eluard@example.org','eluard bonnin	francoise	éluard-bonnin françoise',NULL,0);
INSERT INTO "registration" VALUES(21,5,'f262890d-6c0c-47c8-879c-3a5d7672c9ba','ea0817326accd070e27524924e95caf087ced2e89938e2f990226c7b60e78c97',1,NULL,'','confirmed','2026-11-21 09:00:00.000000',1,3,'Jeanne Martin','personne0@example.org','personne0@example.org','','','fr','2026-11-21 09:00:00.000000',NULL,'2026-11-21 09:00:00.000000',1,'2026-11-30 09:00:00.000000','98f0348e35a82fc226a3c30316f95ba605ddf9f2780996502a84d499f190a519',NULL,'register','jeanne martin personne0@example.org','martin	jeanne	martin jeanne',NULL,0);
INSERT INTO "registration" VALUES(22,5,'78f77330-42b5-47bd-a809-07f181c72c87','260b64f26b55a0ed91e51214d615be94337929c12ea6f9bca278654fc006bab9',2,NULL,'','confirmed','2026-11-22 09:00:00.000000',1,1,'Élie Œuvrard','elie@example.org','elie@example.org','','','fr','2026-11-22 09:00:00.000000',NULL,'2026-11-22 09:00:00.000000',1,NULL,'effa92f47c58a6c70b3619c0e88764df1e3cdfc7be34b131c879502757da3753',NULL,'register','elie oeuvrard elie@example.org','oeuvrard	elie	œuvrard élie',NULL,0);
INSERT INTO "registration" VALUES(23,5,'c1ef006c-f635-4766-9f45-adc8e061c5a0','5183fae8e866bcebb393d1078f2b2033eca0e6102759ebf79faba5cabfb407bb',1,NULL,'','confirmed','2026-11-23 09:00:00.000000',1,1,'Noé Cœurdacier','personne2@example.org','personne2@example.org','','','fr','2026-11-23 09:00:00.000000',NULL,'2026-11-23 09:00:00.000000',1,NULL,'02e3a3363659d75f14825410a5e9abb6df6359ef9eef3ba756bae2556154d4ab',NULL,'register','noe coeurdacier personne2@example.org','coeurdacier	noe	cœurdacier noé',NULL,0);
INSERT INTO "registration" VALUES(24,5,'c250b20a-0541-4d07-a348-2f047b5e2fd2','4bff1cdf0dde52c114787b154f276c8ac278f8178e5c017d110a9cdff89d4424',1,NULL,'','confirmed','2026-11-24 09:00:00.000000',1,1,'Maï Nguyên','personne3@example.org','personne3@example.org','','','fr','2026-11-24 09:00:00.000000',NULL,'2026-11-24 09:00:00.000000',1,NULL,'1bc271e56336f289683e68a84777d5bdd2f442c4e9ccb1df18b2013f0cbcee47',NULL,'register','mai nguyen personne3@example.org','nguyen	mai	nguyên maï',NULL,0);
INSERT INTO "registration" VALUES(25,5,'f4ff8bd0-cd94-40f5-914f-d6e765a8f389','bc76e68702c9228029c27e3909a50a9f9406d25b4cfb54401e29fc72af786685',1,NULL,'','cancelled','2026-11-30 09:00:00.000000',2,1,'Aïcha Benali','personne4@example.org','personne4@example.org','','','fr','2026-11-25 09:00:00.000000',NULL,'2026-11-25 09:00:00.000000',1,NULL,'06da126cc33b4ea5a8df4fdf2512a12505fe32f6bcfc830e90a36130680f921a',NULL,'cancel','aicha benali personne4@example.org','benali	aicha	benali aïcha',NULL,0);
INSERT INTO "registration" VALUES(26,6,'51d88f2f-b630-4433-aa3c-741b2f6d5eef','9394a304e4227adac4951aebdb2dc4322e84bcd6f4a0f997fb282bcfa9881e22',1,NULL,'','confirmed','2026-11-30 09:00:00.000000',1,1,'Jeanne Martin','jeanne@example.org','jeanne@example.org','','','fr','2026-11-30 09:00:00.000000',NULL,'2026-11-30 09:00:00.000000',1,NULL,'ef5018a2eadcbfa1d31e0f5a075def93e787202c65c9fb416c4c759474dc5ace',NULL,'register','jeanne martin jeanne@example.org','martin	jeanne	martin jeanne',NULL,0);
INSERT INTO "registration" VALUES(27,6,'e85cf206-4942-4482-b3cd-d6a59f3c9ee3','bd8be05f46e18bcfc8eafc38669481e7d968d45a5490a91ed1d2579155c7b5b1',1,NULL,'','waiting','2026-11-30 09:00:00.000000',1,1,'Paul Durand','paul@example.org','paul@example.org','','','fr','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',1,NULL,'e8c2a068187c13850b4ebf3de953849cf2d06d5e771cb864f2f6f8f6eb5907d9',NULL,'join waiting list','paul durand paul@example.org','durand	paul	durand paul',NULL,0);
CREATE TABLE report (
	id INTEGER NOT NULL, 
	comment_id INTEGER NOT NULL, 
	network VARCHAR(64) NOT NULL, 
	words VARCHAR(500) NOT NULL, 
	at DATETIME NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_report PRIMARY KEY (id), 
	CONSTRAINT fk_report_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE
);
INSERT INTO "report" VALUES(1,16,'2144c613305f07b75dec0522636aedd9a56669ba5995e68d509ef1ca168598e3','hors sujet','2026-11-30 09:00:00.000000',NULL);
CREATE TABLE rule (
	id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	effect VARCHAR(20) NOT NULL, 
	text VARCHAR(200) NOT NULL, 
	"key" VARCHAR(400) NOT NULL, 
	head VARCHAR(400) NOT NULL, 
	event_id INTEGER, 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_rule PRIMARY KEY (id), 
	CONSTRAINT fk_rule_event_id_event FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT fk_rule_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT ck_rule_rulekind CHECK (kind IN ('word', 'address', 'domain', 'network')), 
	CONSTRAINT ck_rule_effect CHECK (effect IN ('hold', 'spam', 'refuse'))
);
INSERT INTO "rule" VALUES(1,'word','hold','casino','casino','word:casino',NULL,1,'2026-11-30 09:00:00.000000',NULL);
INSERT INTO "rule" VALUES(2,'word','spam','crédit facile','credit facile','word:credit',NULL,1,'2026-11-30 09:00:00.000000',NULL);
CREATE TABLE sign_in_link (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_sign_in_link PRIMARY KEY (id), 
	CONSTRAINT fk_sign_in_link_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_sign_in_link_token_hash UNIQUE (token_hash)
);
INSERT INTO "sign_in_link" VALUES(1,'c7d7545baf2985657e0531105eec7005715ba0f136e738ad35de7c3a4d935c0d',2,'2026-12-01 09:00:00.000000',NULL);
CREATE TABLE site (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	tagline VARCHAR NOT NULL, 
	tagline_en VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	about_en VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, accent VARCHAR(7) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (id), 
	CONSTRAINT ck_site_only_one CHECK (id = 1)
);
INSERT INTO "site" VALUES(1,'Urbanisme','La ville en débat depuis 1932','Debating the city since 1932','*Urbanisme* paraît depuis 1932. La revue étudie la manière dont les villes se font et ce que cette fabrication change dans la société, la culture et les territoires.

Chercheurs, opérateurs et décideurs s’y lisent et s’y répondent. Nous tenons à cette conversation, parce qu’aucun d’eux ne voit la ville tout entière et que la réflexion avance là où leurs regards se croisent. D’une époque à l’autre, deux exigences n’ont pas varié : une ligne éditoriale qui n’appartient qu’à la revue et le soin apporté à chaque texte.

Les rencontres annoncées sur ce site poursuivent le débat hors de ses pages.
','*Urbanisme* has been published since 1932. The review looks at how cities are made, and at what the making of them does to society, culture and places.

Researchers, practitioners and decision makers read and answer one another in its pages. We set great store by that conversation: none of them sees the whole city, and thinking moves forward where their views meet. Two demands have held from one era to the next: an editorial line that is the review’s own, and care over every text.

The events announced on this site carry the debate beyond the printed page.
','01 45 45 45 00','','');
CREATE TABLE speaker (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	function VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	CONSTRAINT pk_speaker PRIMARY KEY (id), 
	CONSTRAINT fk_speaker_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "speaker" VALUES(1,1,0,'Jean-Claude Driant','professeur à l’École d’urbanisme de Paris','grand témoin');
INSERT INTO "speaker" VALUES(2,2,0,'Jean-Claude Driant','professeur à l’École d’urbanisme de Paris','grand témoin');
INSERT INTO "speaker" VALUES(3,3,0,'Apolline Vercasson','autrice de « La Ville au conditionnel »','autrice');
INSERT INTO "speaker" VALUES(4,3,1,'Ignace Tournebise','libraire à Sarmelles','animation');
INSERT INTO "speaker" VALUES(5,4,0,'Isolde Pemberwick','landscape architect','guide');
INSERT INTO "speaker" VALUES(6,4,1,'Anatole Brindavoine','cartographer','guide');
CREATE TABLE "staff_session" (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	loan_id INTEGER, 
	CONSTRAINT pk_staff_session PRIMARY KEY (id), 
	CONSTRAINT fk_staff_session_user_id_user FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT uq_staff_session_token_hash UNIQUE (token_hash), 
	CONSTRAINT fk_staff_session_loan_id_loan FOREIGN KEY(loan_id) REFERENCES loan (id) ON DELETE CASCADE
);
INSERT INTO "staff_session" VALUES(1,'50fff897e3f1375f6e90ea67faeb1f7782ad1725089fa2eaeb3e789360ac4878',1,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,NULL);
INSERT INTO "staff_session" VALUES(2,'51780136a12ba5bc29c2c47b1e66487f24b5c255f4c0d3982ccabef56812c464',1,'2026-11-30 09:00:00.000000','2026-11-30 09:00:00.000000',NULL,1);
CREATE TABLE subscription (
	id INTEGER NOT NULL, 
	uid VARCHAR(36) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	follower_id INTEGER NOT NULL, 
	comment_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_subscription PRIMARY KEY (id), 
	CONSTRAINT fk_subscription_follower_id_follower FOREIGN KEY(follower_id) REFERENCES follower (id) ON DELETE CASCADE, 
	CONSTRAINT fk_subscription_comment_id_comment FOREIGN KEY(comment_id) REFERENCES comment (id) ON DELETE CASCADE, 
	CONSTRAINT uq_subscription_uid UNIQUE (uid), 
	CONSTRAINT uq_subscription_token_hash UNIQUE (token_hash), 
	CONSTRAINT uq_subscription_comment_id UNIQUE (comment_id)
);
INSERT INTO "subscription" VALUES(1,'034b0da4-b8a2-49da-a57a-f9aea0044e08','b58e4306c3da2fab19390cae9cc1773c3de383994725eabfa0fd388c2dc3ab02',1,15,'2026-11-30 09:00:00.000000',NULL);
INSERT INTO "subscription" VALUES(2,'1403ffa9-9557-4aa2-990d-4fc44535fa44','43d51f88ef415630cb10648d3ad7a6a789f22f2459e866082b5cffccefff0293',2,16,'2026-11-30 09:00:00.000000',NULL);
CREATE TABLE user (
	id INTEGER NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	email_key VARCHAR(254) NOT NULL, 
	name VARCHAR(245) NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	password_hash VARCHAR(200), 
	language VARCHAR(8) NOT NULL, 
	shortcuts BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, comment_mail VARCHAR(20) DEFAULT 'at once' NOT NULL
CONSTRAINT ck_user_commentmail CHECK (comment_mail IN ('at once', 'daily', 'never')), digest_hour INTEGER DEFAULT '8' NOT NULL, digest_on DATE, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_email_key UNIQUE (email_key), 
	CONSTRAINT ck_user_role CHECK (role IN ('admin', 'organiser', 'moderator', 'door'))
);
INSERT INTO "user" VALUES(1,'claire@example.org','claire@example.org','Claire','admin',NULL,'fr',1,1,'2026-11-30 09:00:00.000000','at once',8,NULL);
INSERT INTO "user" VALUES(2,'marc@example.org','marc@example.org','Marc','moderator',NULL,'fr',1,1,'2026-11-30 09:00:00.000000','at once',8,NULL);
CREATE INDEX ix_change_topic_id ON change (topic, id);
CREATE INDEX ix_event_starts_at ON event (starts_at);
CREATE INDEX ix_comment_event_id_visible ON comment (event_id, visible, created_at);
CREATE INDEX ix_comment_parent_id ON comment (parent_id);
CREATE INDEX ix_comment_thread_id ON comment (thread_id);
CREATE INDEX ix_entry_at ON entry (at);
CREATE INDEX ix_entry_subject_subject_id ON entry (subject, subject_id);
CREATE INDEX ix_speaker_event_id ON speaker (event_id);
CREATE INDEX ix_comment_origin_address ON comment_origin (address);
CREATE INDEX ix_comment_origin_at ON comment_origin (at);
CREATE INDEX ix_decision_comment_id_id ON decision (comment_id, id);
CREATE INDEX ix_message_comment_id ON message (comment_id);
CREATE INDEX ix_message_registration_id ON message (registration_id);
CREATE INDEX ix_message_state_due_at ON message (state, due_at);
CREATE INDEX ix_former_text_comment_id ON former_text (comment_id);
CREATE UNIQUE INDEX ix_event_source ON event (source);
CREATE UNIQUE INDEX ix_comment_source ON comment (source);
CREATE INDEX ix_old_address_event_id ON old_address (event_id);
CREATE INDEX ix_comment_email_key ON comment (email_key, state, created_at);
CREATE INDEX ix_comment_created_at ON comment (created_at, id);
CREATE INDEX ix_check_in_event_id_scanned_at ON check_in (event_id, scanned_at);
CREATE INDEX ix_check_in_registration_id ON check_in (registration_id);
CREATE UNIQUE INDEX uq_check_in_standing ON check_in (registration_id) WHERE outcome = 'welcome' AND undone_at IS NULL;
CREATE INDEX ix_subscription_follower_id ON subscription (follower_id);
CREATE INDEX ix_registration_waiting ON registration (event_id, state, waiting_since);
CREATE TRIGGER registration_seats_insert AFTER INSERT ON registration BEGIN 
UPDATE event SET
  seats_taken = seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - 0,
  seats_allowed = CASE WHEN (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - 0 < 0
    THEN (CASE WHEN seats_allowed < seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - 0 THEN seats_allowed
          ELSE seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - 0 END)
    ELSE seats_allowed END,
  waiting_count = waiting_count + (CASE WHEN NEW.state = 'waiting' THEN 1 ELSE 0 END) - 0
WHERE id = NEW.event_id;
 END;
CREATE TRIGGER registration_seats_update AFTER UPDATE OF state, seats ON registration BEGIN 
UPDATE event SET
  seats_taken = seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END),
  seats_allowed = CASE WHEN (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) < 0
    THEN (CASE WHEN seats_allowed < seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) THEN seats_allowed
          ELSE seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END) - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) END)
    ELSE seats_allowed END,
  waiting_count = waiting_count + (CASE WHEN NEW.state = 'waiting' THEN 1 ELSE 0 END) - (CASE WHEN OLD.state = 'waiting' THEN 1 ELSE 0 END)
WHERE id = NEW.event_id;
 END;
CREATE TRIGGER registration_seats_delete AFTER DELETE ON registration BEGIN 
UPDATE event SET
  seats_taken = seats_taken + 0 - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END),
  seats_allowed = CASE WHEN 0 - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) < 0
    THEN (CASE WHEN seats_allowed < seats_taken + 0 - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) THEN seats_allowed
          ELSE seats_taken + 0 - (CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) END)
    ELSE seats_allowed END,
  waiting_count = waiting_count + 0 - (CASE WHEN OLD.state = 'waiting' THEN 1 ELSE 0 END)
WHERE id = OLD.event_id;
 END;
CREATE UNIQUE INDEX ix_registration_address_hash ON registration (address_hash);
CREATE INDEX ix_registration_held_until ON registration (held_until);
CREATE INDEX ix_rule_head ON rule (head);
CREATE UNIQUE INDEX uq_rule_event ON rule (kind, "key", event_id) WHERE removed_at IS NULL AND event_id IS NOT NULL;
CREATE UNIQUE INDEX uq_rule_everywhere ON rule (kind, "key") WHERE removed_at IS NULL AND event_id IS NULL;
CREATE INDEX ix_former_address_registration_id ON former_address (registration_id);
CREATE INDEX ix_batch_user_id ON batch (user_id);
CREATE INDEX ix_decision_batch_id ON decision (batch_id);
CREATE INDEX ix_question_event_id ON question (event_id);
CREATE INDEX ix_condition_choice_id ON condition (choice_id);
CREATE INDEX ix_answer_question_id ON answer (question_id);
CREATE UNIQUE INDEX ix_answer_one_value ON answer (registration_id, question_id) WHERE choice_id IS NULL;
CREATE INDEX ix_report_comment_id ON report (comment_id);
CREATE INDEX ix_report_at ON report (at);
CREATE UNIQUE INDEX ix_report_open ON report (comment_id, network) WHERE settled_at IS NULL;
CREATE INDEX ix_registration_event_id_name_key ON registration (event_id, name_key);
CREATE INDEX ix_registration_event_id_created_at ON registration (event_id, created_at);
CREATE INDEX ix_reading_comment_id ON reading (comment_id);
CREATE INDEX ix_note_comment_id ON note (comment_id);
CREATE INDEX ix_comment_state ON comment (erased, state, created_at, id);
CREATE INDEX ix_companion_registration_id ON companion (registration_id);
CREATE INDEX ix_registration_erased_at ON registration (erased_at);
CREATE TRIGGER entry_never_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'history is never edited'); END;
CREATE TRIGGER entry_never_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'history is never edited'); END;
CREATE INDEX ix_clause_event_id ON clause (event_id);
CREATE INDEX ix_consent_clause_id ON consent (clause_id);
CREATE INDEX ix_consent_registration_id ON consent (registration_id);
CREATE INDEX ix_decision_undoes_id ON decision (undoes_id);
CREATE INDEX ix_comment_author ON comment (email_key, created_at, id);
CREATE TRIGGER registration_choices_update AFTER UPDATE OF state, seats ON registration BEGIN 
UPDATE choice SET
  seats_taken = seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END - CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END),
  seats_allowed = CASE WHEN (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END - CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) < 0 AND seats_allowed > seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END - CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) THEN seats_taken + (CASE WHEN NEW.state IN ('confirmed', 'pending', 'held', 'offered') THEN NEW.seats ELSE 0 END - CASE WHEN OLD.state IN ('confirmed', 'pending', 'held', 'offered') THEN OLD.seats ELSE 0 END) ELSE seats_allowed END
WHERE id IN (SELECT choice_id FROM answer WHERE registration_id = NEW.id);
 END;
CREATE TRIGGER registration_choices_delete BEFORE DELETE ON registration BEGIN DELETE FROM answer WHERE registration_id = OLD.id; END;
CREATE TRIGGER answer_choices_insert AFTER INSERT ON answer BEGIN 
UPDATE choice SET
  seats_taken = seats_taken + (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)),
  seats_allowed = CASE WHEN (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)) < 0 AND seats_allowed > seats_taken + (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)) THEN seats_taken + (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)) ELSE seats_allowed END
WHERE id = NEW.choice_id;
 END;
CREATE TRIGGER answer_choices_delete AFTER DELETE ON answer BEGIN 
UPDATE choice SET
  seats_taken = seats_taken + (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)),
  seats_allowed = CASE WHEN (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)) < 0 AND seats_allowed > seats_taken + (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)) THEN seats_taken + (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)) ELSE seats_allowed END
WHERE id = OLD.choice_id;
 END;
CREATE TRIGGER answer_choices_update AFTER UPDATE OF choice_id, registration_id ON answer BEGIN 
UPDATE choice SET
  seats_taken = seats_taken + (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)),
  seats_allowed = CASE WHEN (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)) < 0 AND seats_allowed > seats_taken + (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)) THEN seats_taken + (-coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = OLD.registration_id), 0)) ELSE seats_allowed END
WHERE id = OLD.choice_id;

UPDATE choice SET
  seats_taken = seats_taken + (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)),
  seats_allowed = CASE WHEN (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)) < 0 AND seats_allowed > seats_taken + (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)) THEN seats_taken + (coalesce((SELECT CASE WHEN holder.state IN ('confirmed', 'pending', 'held', 'offered') THEN holder.seats ELSE 0 END FROM registration AS holder WHERE holder.id = NEW.registration_id), 0)) ELSE seats_allowed END
WHERE id = NEW.choice_id;
 END;
CREATE INDEX ix_loan_event_id ON loan (event_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',144);
COMMIT;
